package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** UTF-8 read strictly: JSON readers pass over bad sequences, and two texts that differ would become one. */
final class Utf8Text {
    private static final int NEEDLESS_MARK = 0xFEFF;

    private Utf8Text() {}

    /** @throws MalformedJson at the first byte that is no UTF-8 */
    static CharBuffer decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedJson("the body is not valid UTF-8 at byte " + in.position());
        }
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
}
