package io.tallyhouse.ingest.intake.rest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** UTF-8 read strictly: JSON readers pass over bad sequences, and two texts that differ would become one. */
final class Utf8Text {
    private static final int NEEDLESS_MARK = 0xFEFF;

    private Utf8Text() {}

    /** @throws Unreadable at the first byte that is no UTF-8 */
    static CharBuffer decode(ByteBuffer bytes) throws Unreadable {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        int start = bytes.position();
        ByteBuffer in = bytes.slice();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new Unreadable("is not valid UTF-8 at byte " + in.position());
        }
        bytes.position(start + in.position());
        out.flip();
        if (out.hasRemaining() && out.get(0) == NEEDLESS_MARK) {
            out.get();
        }
        return out.slice();
    }

    /** How many bytes of UTF-8 the characters are. */
    static int length(CharBuffer text, int from, int to) {
        int bytes = 0;
        for (int at = from; at < to; at++) {
            char unit = text.get(at);
            // a surrogate pair is four bytes
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }

    /** Says what the text is not, to be told after what text it is: {@code is not valid UTF-8 at byte 7}. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }
}
