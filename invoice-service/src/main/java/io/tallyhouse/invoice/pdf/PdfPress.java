package io.tallyhouse.invoice.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Sets XHTML as PDF with the fonts that come along: Liberation Sans, and DejaVu Sans for scripts it lacks. Loads
 * nothing from outside. Blocks for as long as a page takes.
 */
final class PdfPress {
    private static final String SANS = "Liberation Sans";
    private static final String WIDE = "DejaVu Sans";
    private static final int NORMAL = 400;
    private static final int BOLD = 700;

    private final byte[] regular = font("LiberationSans-Regular.ttf");
    private final byte[] bold = font("LiberationSans-Bold.ttf");
    private final byte[] wide = font("DejaVuSans.ttf");

    byte[] print(String xhtml) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder press = new PdfRendererBuilder()
                .useFont(() -> new ByteArrayInputStream(regular), SANS, NORMAL, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), SANS, BOLD, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(wide), WIDE, NORMAL, FontStyle.NORMAL, true)
                .useUriResolver((base, uri) -> null)
                .withHtmlContent(xhtml, null)
                .withProducer("Tallyhouse");
        press.toStream(pdf);
        try {
            press.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the page could not be set", e);
        }
        return pdf.toByteArray();
    }

    private static byte[] font(String file) {
        try (InputStream font = PdfPress.class.getResourceAsStream("/fonts/" + file)) {
            if (font == null) {
                throw new IllegalStateException("font " + file + " is not in the jar");
            }
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("font " + file + " could not be read", e);
        }
    }
}
