package io.tallyhouse.invoice.pdf;

import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How figures, dates and texts look on paper: {@code 1,234.56}, {@code 1 Oct 2026}. */
final class PaperFormats {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)(?=(\\d{3})+$)");
    /** What XML 1.0 cannot carry even escaped: control characters, lone surrogates, non-characters. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private PaperFormats() {}

    /** With all decimals of the currency. */
    static String money(Money money) {
        return grouped(money.text());
    }

    static String quantity(Quantity quantity) {
        return grouped(quantity.text());
    }

    /** Full precision, without trailing zeros. */
    static String amount(BigDecimal amount) {
        return grouped(Decimals.text(amount));
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String days(DateRange range) {
        return range.days() == 1 ? day(range.start()) : day(range.start()) + " – " + day(range.end());
    }

    static String text(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    private static String grouped(String plain) {
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        return THOUSANDS.matcher(whole).replaceAll(",") + plain.substring(whole.length());
    }
}
