package io.tallyhouse.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The figures of a price by model, as written in the API. The arithmetic is billing-service's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PriceStructure.Flat.class, name = "FLAT"),
    @JsonSubTypes.Type(value = PriceStructure.Unit.class, name = "UNIT"),
    @JsonSubTypes.Type(value = PriceStructure.Package.class, name = "PACKAGE"),
    @JsonSubTypes.Type(value = PriceStructure.Graduated.class, name = "GRADUATED"),
    @JsonSubTypes.Type(value = PriceStructure.Volume.class, name = "VOLUME")
})
public sealed interface PriceStructure {
    /** The models of this version. */
    enum Model {
        FLAT,
        UNIT,
        PACKAGE,
        GRADUATED,
        VOLUME
    }

    @JsonIgnore
    Model model();

    /** A fixed amount for the period. */
    record Flat(BigDecimal amount) implements PriceStructure {
        @Override
        public Model model() {
            return Model.FLAT;
        }
    }

    /** {@code unitPrice} for every {@code per} units beyond {@code freeUnits}; parts of {@code per} count as parts. */
    record Unit(BigDecimal unitPrice, BigDecimal per, BigDecimal freeUnits, boolean allowNegative)
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
            boolean allowNegative)
            implements PriceStructure {
        @Override
        public Model model() {
            return Model.PACKAGE;
        }
    }

    /** Each unit costs what its own tier says; the flat fee of every tier reached is due. */
    record Graduated(List<Tier> tiers, boolean allowNegative) implements PriceStructure {
        public Graduated {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.GRADUATED;
        }
    }

    /** All units cost what the tier of the whole quantity says, and that tier's flat fee is due. */
    record Volume(List<Tier> tiers, boolean allowNegative) implements PriceStructure {
        public Volume {
            tiers = List.copyOf(tiers);
        }

        @Override
        public Model model() {
            return Model.VOLUME;
        }
    }

    /** @param upTo inclusive; empty for the last tier */
    record Tier(Optional<BigDecimal> upTo, BigDecimal unitPrice, BigDecimal flatFee) {}

    /** What happens to a begun package. */
    enum PackageRounding {
        UP,
        DOWN
    }
}
