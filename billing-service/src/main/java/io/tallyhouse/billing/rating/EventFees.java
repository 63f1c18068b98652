package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.rating.Consumption.Events;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What events owe one by one under a percentage.
 *
 * <p>Events are free in the order of time until so many were free, or so much of their amounts, whichever comes first; the
 * event in which the free amount ends pays for the rest of its amount. An event that is wholly free owes nothing, any
 * other the percentage of what is not free and the fixed fee, both together within the bounds. A negative amount uses up
 * nothing that is free; it owes nothing, or is credited with its percentage if the price allows that.
 *
 * @param free how many events are free; empty if only the amount decides, or none is free
 */
record EventFees(Amount fixedFee, Optional<Amount> minimum, Optional<Amount> maximum, Optional<Long> free) {
    Rated rate(PercentagePrice price, Events events) {
        Bill bill = new Bill(price);
        events.amounts().forEach(bill::take);
        return bill.rated();
    }

    /** Counts what the steps tell: their number does not grow with that of the events. */
    private final class Bill {
        private final PercentagePrice price;
        private final boolean hasFree;
        private long freeEventsLeft;
        private Optional<Quantity> freeAmountLeft;
        private boolean freeEnded;
        private Amount sum;
        private Amount percentages;
        private Quantity charged = Quantity.ZERO;
        private Quantity negative = Quantity.ZERO;
        private long wholly;
        private long charges;
        private long raised;
        private long lowered;

        Bill(PercentagePrice price) {
            this.price = price;
            this.hasFree = free.isPresent() || price.freeAmount().isPresent();
            this.freeEventsLeft = free.orElse(Long.MAX_VALUE);
            this.freeAmountLeft = price.freeAmount();
            this.freeEnded = !hasFree
                    || freeEventsLeft == 0
                    || freeAmountLeft.map(Quantity::isZero).orElse(false);
            this.sum = Amount.zero(price.currency());
            this.percentages = sum;
        }

        void take(Quantity amount) {
            if (amount.isNegative()) {
                if (price.negativeUsage() == NegativeUsage.IS_CREDITED) {
                    credit(amount);
                }
                return;
            }
            Quantity freePart = freePart(amount);
            if (freePart.equals(amount) && !freeEnded) {
                wholly++;
                spend(freePart);
                return;
            }
            spend(freePart);
            freeEnded = true;
            Quantity paid = amount.minus(freePart);
            Amount percentage = price.percentOf(paid);
            charges++;
            charged = charged.plus(paid);
            percentages = percentages.plus(percentage);
            sum = sum.plus(bounded(percentage.plus(fixedFee)));
        }

        private void credit(Quantity amount) {
            negative = negative.plus(amount);
            sum = sum.plus(price.percentOf(amount));
        }

        private Quantity freePart(Quantity amount) {
            if (freeEnded || freeEventsLeft == 0) {
                freeEnded = true;
                return Quantity.ZERO;
            }
            return freeAmountLeft.filter(left -> left.compareTo(amount) < 0).orElse(amount);
        }

        private void spend(Quantity freePart) {
            if (!freeEnded) {
                freeEventsLeft--;
                freeAmountLeft = freeAmountLeft.map(left -> left.minus(freePart));
                freeEnded = freeAmountLeft.map(Quantity::isZero).orElse(false);
            }
        }

        private Amount bounded(Amount fee) {
            if (minimum.isPresent() && fee.value().compareTo(minimum.get().value()) < 0) {
                raised++;
                return minimum.get();
            }
            if (maximum.isPresent() && fee.value().compareTo(maximum.get().value()) > 0) {
                lowered++;
                return maximum.get();
            }
            return fee;
        }

        Rated rated() {
            List<RatingStep> steps = new ArrayList<>();
            if (hasFree) {
                steps.add(RatingStep.of("FREE_EVENTS", wholly + " events are wholly free"));
            }
            String detail = "%s of %d events × %s %% = %s"
                    .formatted(charged, charges, Decimals.text(price.rate()), percentages.text());
            steps.add(RatingStep.of("PERCENTAGE", detail, percentages.value()));
            Amount fees = fixedFee.times(BigDecimal.valueOf(charges));
            if (fixedFee.value().signum() > 0) {
                steps.add(RatingStep.of(
                        "FIXED_FEE",
                        "%d events × %s = %s".formatted(charges, fixedFee.text(), fees.text()),
                        fees.value()));
            }
            Amount credits = price.percentOf(negative);
            if (negative.isNegative()) {
                steps.add(RatingStep.of(
                        "CREDIT",
                        "negative amounts %s × %s %% = %s"
                                .formatted(negative, Decimals.text(price.rate()), credits.text()),
                        credits.value()));
            }
            Amount bounds = sum.minus(percentages).minus(fees).minus(credits);
            if (minimum.isPresent() || maximum.isPresent()) {
                steps.add(RatingStep.of(
                        "EVENT_BOUNDS",
                        "%d events raised to the minimum%s, %d lowered to the maximum%s: %s"
                                .formatted(
                                        raised,
                                        minimum.map(least -> " " + least.text()).orElse(""),
                                        lowered,
                                        maximum.map(most -> " " + most.text()).orElse(""),
                                        bounds.text()),
                        bounds.value()));
            }
            return new Rated(sum, steps);
        }
    }
}
