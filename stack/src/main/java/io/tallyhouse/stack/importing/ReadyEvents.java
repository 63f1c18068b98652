package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lines that are CloudEvents already: sent as they are, to the byte, once it is sure that they break no request. */
final class ReadyEvents implements EventReader {
    @Override
    public Outgoing read(long line, byte[] utf8, String text) throws Unreadable {
        try (JsonParser parser = JsonRows.JSON.createParser(utf8)) {
            JsonRows.requireObject(parser);
            String subject = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSubject = parser.currentName().equals("subject");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isSubject) {
                    subject = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            JsonRows.requireEnd(parser);
            return new Outgoing(line, subject, utf8);
        } catch (JsonProcessingException e) {
            throw new Unreadable(ParserWords.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
