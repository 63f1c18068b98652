package io.tallyhouse.benchmarks.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open, as cheap as a client can be: what it costs is taken from the cores of the
 * one who is measured. Not thread-safe.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int CHUNKED = -2;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String headers;

    /** @param credential header sent with every request */
    public HttpConnection(int port, String credential) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
        headers = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + credential + "\r\n";
    }

    /** Answers the status; the answer's body is read and thrown away. */
    public int get(String path) throws IOException {
        out.write(("GET " + path + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return status();
    }

    /** Answers the status; the answer's body is read and thrown away. */
    public int post(String path, byte[] json) throws IOException {
        byte[] head = ("POST " + path + headers + "Content-Type: application/json\r\nContent-Length: " + json.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        out.write(request);
        return status();
    }

    private int status() throws IOException {
        String first = line();
        int status = Integer.parseInt(first.split(" ", 3)[1]);
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.endsWith("chunked")) {
                length = CHUNKED;
            }
        }
        if (length == CHUNKED) {
            skipChunks();
        } else if (length < 0) {
            throw new IOException("an answer without length: " + first);
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    /** Each piece with its length in hex before it and an empty line after it; the last one is empty. */
    private void skipChunks() throws IOException {
        int length = Integer.parseInt(line(), 16);
        while (length > 0) {
            in.skipNBytes(length);
            line();
            length = Integer.parseInt(line(), 16);
        }
        line();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
