package io.tallyhouse.contracts.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The figures of a price by model, as written in the API. The arithmetic is billing-service's.
 *
 * <p>Percentages are literal: {@code 2.5} is two and a half percent. Their quantity is an amount of the price's currency.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PriceStructure.Flat.class, name = "FLAT"),
    @JsonSubTypes.Type(value = PriceStructure.Unit.class, name = "UNIT"),
    @JsonSubTypes.Type(value = PriceStructure.Package.class, name = "PACKAGE"),
    @JsonSubTypes.Type(value = PriceStructure.Graduated.class, name = "GRADUATED"),
    @JsonSubTypes.Type(value = PriceStructure.Volume.class, name = "VOLUME"),
    @JsonSubTypes.Type(value = PriceStructure.Percentage.class, name = "PERCENTAGE"),
    @JsonSubTypes.Type(value = PriceStructure.GraduatedPercentage.class, name = "GRADUATED_PERCENTAGE"),
    @JsonSubTypes.Type(value = PriceStructure.VolumePercentage.class, name = "VOLUME_PERCENTAGE"),
    @JsonSubTypes.Type(value = PriceStructure.Matrix.class, name = "MATRIX"),
    @JsonSubTypes.Type(value = PriceStructure.Dynamic.class, name = "DYNAMIC"),
    @JsonSubTypes.Type(value = PriceStructure.Seat.class, name = "SEAT")
})
public sealed interface PriceStructure {
    /** The models of this version. */
    enum Model {
        FLAT,
        UNIT,
        PACKAGE,
        GRADUATED,
        VOLUME,
        PERCENTAGE,
        GRADUATED_PERCENTAGE,
        VOLUME_PERCENTAGE,
        MATRIX,
        DYNAMIC,
        SEAT
    }

    @JsonIgnore
    Model model();

    /** What is done to a quantity before it is priced; never with FLAT, which has none. */
    Optional<UnitConversion> convert();

    /**
     * What the metric lacks to be billed so, as a sentence about it: a price by groups needs one that counts by them, one
     * of seats needs absolute totals.
     */
    default Optional<String> unmetBy(MetricDefinition metric) {
        return Optional.empty();
    }

    /** A fixed amount for the period. */
    record Flat(BigDecimal amount) implements PriceStructure {
        @Override
        public Model model() {
            return Model.FLAT;
        }

        @Override
        public Optional<UnitConversion> convert() {
            return Optional.empty();
        }
    }

    /** {@code unitPrice} for every {@code per} units beyond {@code freeUnits}; parts of {@code per} count as parts. */
    record Unit(
            BigDecimal unitPrice,
            BigDecimal per,
            BigDecimal freeUnits,
            boolean allowNegative,
            Optional<UnitConversion> convert)
            implements PriceStructure {
        @Override
        public Model model() {
            return Model.UNIT;
        }
    }

    /** {@code packagePrice} for every whole package of {@code packageSize}, begun packages rounded up or down. */
    record Package(
            BigDecimal packageSize,
            BigDecimal packagePrice,
            PackageRounding rounding,
            BigDecimal freeUnits,
            boolean allowNegative,
            Optional<UnitConversion> convert)
            implements PriceStructure {
        @Override
        public Model model() {
            return Model.PACKAGE;
        }
    }

    /** Each unit costs what its own tier says; the flat fee of every tier reached is due. */
    record Graduated(List<Tier> tiers, boolean allowNegative, Optional<UnitConversion> convert)
            implements PriceStructure {
        public Graduated {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.GRADUATED;
        }
    }

    /** All units cost what the tier of the whole quantity says, and that tier's flat fee is due. */
    record Volume(List<Tier> tiers, boolean allowNegative, Optional<UnitConversion> convert) implements PriceStructure {
        public Volume {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.VOLUME;
        }
    }

    /**
     * {@code rate} percent of the amounts that events bring, and what each event owes beside.
     *
     * @param fixedFee of every event that is not wholly free
     * @param perEventMinimum what such an event owes at least, fixed fee included
     * @param perEventMaximum what an event owes at most, fixed fee included
     * @param freeEvents how many events are free, in the order of time; they end with {@code freeAmount}
     * @param freeAmount how much of the amounts is free, in the order of time; it ends with {@code freeEvents}
     */
    record Percentage(
            BigDecimal rate,
            BigDecimal fixedFee,
            Optional<BigDecimal> perEventMinimum,
            Optional<BigDecimal> perEventMaximum,
            Optional<Long> freeEvents,
            Optional<BigDecimal> freeAmount,
            boolean allowNegative,
            Optional<UnitConversion> convert)
            implements PriceStructure {
        @Override
        public Model model() {
            return Model.PERCENTAGE;
        }

        /** Whether the sum of the amounts does not tell what is owed, but only each event's own. */
        @JsonIgnore
        public boolean isPerEvent() {
            return fixedFee.signum() > 0
                    || perEventMinimum.isPresent()
                    || perEventMaximum.isPresent()
                    || freeEvents.isPresent();
        }
    }

    /** Each part of the amount costs its own tier's percentage; the flat fee of every tier reached is due. */
    record GraduatedPercentage(List<PercentageTier> tiers, boolean allowNegative, Optional<UnitConversion> convert)
            implements PriceStructure {
        public GraduatedPercentage {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.GRADUATED_PERCENTAGE;
        }
    }

    /** The whole amount costs the percentage of the tier that it falls in, and that tier's flat fee is due. */
    record VolumePercentage(List<PercentageTier> tiers, boolean allowNegative, Optional<UnitConversion> convert)
            implements PriceStructure {
        public VolumePercentage {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.VOLUME_PERCENTAGE;
        }
    }

    /**
     * A unit price by the groups of the metric: the first cell that matches a group prices it, {@code otherwise} all that
     * none matches.
     *
     * @param dimensions properties that the metric is grouped by
     */
    record Matrix(
            List<String> dimensions,
            List<Cell> cells,
            Otherwise otherwise,
            boolean allowNegative,
            Optional<UnitConversion> convert)
            implements PriceStructure {
        public Matrix {
            dimensions = List.copyOf(dimensions);
            cells = List.copyOf(cells);
            requireNonNull(otherwise, "otherwise is null");
        }

        @Override
        public Optional<String> unmetBy(MetricDefinition metric) {
            List<String> missing = missingFrom(metric.groupBy());
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("is not grouped by " + missing
                            + ", which the price's dimensions need; it is grouped by " + metric.groupBy());
        }

        /** Dimensions by which a metric that is grouped so cannot tell its usage. */
        public List<String> missingFrom(List<String> groupBy) {
            return dimensions.stream()
                    .filter(dimension -> !groupBy.contains(dimension))
                    .toList();
        }

        @Override
        public Model model() {
            return Model.MATRIX;
        }
    }

    /** {@code multiplier} times the amounts that events bring. */
    record Dynamic(BigDecimal multiplier, boolean allowNegative, Optional<UnitConversion> convert)
            implements PriceStructure {
        @Override
        public Model model() {
            return Model.DYNAMIC;
        }
    }

    /**
     * So much for each seat and period. The metric is a GAUGE: absolute totals.
     *
     * @param tiers by number of seats, each seat at its own tier's price; one tier where all seats cost the same
     * @param minimumSeats contracted: billed even if there are fewer
     * @param overageFrequency how often seats beyond those billed in advance are billed; empty for as often as the price
     */
    record Seat(
            List<Tier> tiers,
            BigDecimal minimumSeats,
            SeatProration prorationStrategy,
            Optional<PriceRecord.BillingFrequency> overageFrequency)
            implements PriceStructure {
        public Seat {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.SEAT;
        }

        @Override
        public Optional<String> unmetBy(MetricDefinition metric) {
            return metric.aggregation() == Aggregation.GAUGE
                    ? Optional.empty()
                    : Optional.of("aggregates by " + metric.aggregation()
                            + ", and a SEAT price needs a GAUGE metric: events that tell how many seats there are");
        }

        @Override
        public Optional<UnitConversion> convert() {
            return Optional.empty();
        }
    }

    /** What seats cost that come or go within a period. */
    enum SeatProration {
        /** Added seats pay for the days that are left, the day of the change included; removed ones get nothing back. */
        PRORATE_INCREMENTS,
        /** Each day pays for the seats that it has. */
        PRORATE_ALL_CHANGES,
        /** The most seats of any day pay for the whole period. */
        USE_MAXIMUM
    }

    /**
     * Its units cost {@code unitPrice} each, or {@code packagePrice} for every begun package.
     *
     * @param upTo inclusive; empty for the last tier
     * @param unitPrice 0 where the tier is priced by packages
     * @param packageSize present exactly if {@code packagePrice} is
     */
    record Tier(
            Optional<BigDecimal> upTo,
            BigDecimal unitPrice,
            BigDecimal flatFee,
            Optional<BigDecimal> packageSize,
            Optional<BigDecimal> packagePrice) {
        /** One priced by the unit. */
        public static Tier ofUnits(Optional<BigDecimal> upTo, BigDecimal unitPrice, BigDecimal flatFee) {
            return new Tier(upTo, unitPrice, flatFee, Optional.empty(), Optional.empty());
        }
    }

    /** @param upTo inclusive; empty for the last tier */
    record PercentageTier(Optional<BigDecimal> upTo, BigDecimal rate, BigDecimal flatFee) {}

    /** @param match values by dimension, at least one; a dimension that is left out may have any value */
    record Cell(Map<String, String> match, BigDecimal unitPrice) {
        public Cell {
            match = Collections.unmodifiableMap(new TreeMap<>(match));
        }
    }

    /** What no cell prices. */
    record Otherwise(BigDecimal unitPrice) {}

    /** From the metric's units to those that are priced, as bytes to gigabytes. */
    record UnitConversion(Operation operation, BigDecimal factor, ConversionRounding rounding) {
        /** What is done with the factor. */
        public enum Operation {
            MULTIPLY,
            DIVIDE
        }
    }

    /** How a converted quantity becomes a whole one; away from zero is up. */
    enum ConversionRounding {
        NONE,
        UP,
        DOWN,
        HALF_UP
    }

    /** What happens to a begun package. */
    enum PackageRounding {
        UP,
        DOWN
    }
}
