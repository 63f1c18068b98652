package io.tallyhouse.billing.run;

import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** A charge of the second reckoning: what is owed, and what of it stands on its own line. */
final class SlowCharge {
    final int phase;
    final PriceRecord price;
    final List<LocalDate> days;
    final int gridDays;
    BigDecimal left;
    BigDecimal shown;

    SlowCharge(int phase, PriceRecord price, List<LocalDate> days, int gridDays, BigDecimal gross) {
        this.phase = phase;
        this.price = price;
        this.days = days;
        this.gridDays = gridDays;
        this.left = gross;
        this.shown = gross;
    }

    boolean isUsage() {
        return price.metricId().isPresent() && !(price.structure() instanceof Seat);
    }

    static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
