package io.tallyhouse.stack.importing;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.stack.StackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Refused records by line, one JSON object each: {@code {"line":7,"id":"…","reasons":[{"column","pointer","detail"}]}}. */
final class ErrorsFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private ErrorsFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @param kept bytes from its start that stay; what is behind them will be written again */
    static ErrorsFile open(Path path, long kept) {
        try {
            FileChannel channel =
                    FileChannel.open(path.toAbsolutePath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(kept);
            channel.position(channel.size());
            return new ErrorsFile(path, channel);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Returns the file's length. */
    long append(List<Refusal> refusals) {
        try {
            if (!refusals.isEmpty()) {
                ByteArrayOutputStream lines = new ByteArrayOutputStream();
                for (Refusal refusal : refusals) {
                    lines.writeBytes(ContractJson.write(refusal));
                    lines.write('\n');
                }
                ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            return channel.position();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static StackException unwritable(Path path, IOException e) {
        return new StackException("cannot write " + path + ": " + e.getMessage() + "; name another with --errors", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }
}
