package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Thousands of connections that each send the beginning of a JSON body and then nothing more. */
public final class Flood implements AutoCloseable {

    /** More at a time would not fit into the server's queue of connections. */
    private static final int AT_A_TIME = 200;

    private static final int CHUNK = 0xFFFF;

    private final Selector selector;
    private final InetSocketAddress server;
    private final byte[] request;
    private final ByteBuffer input = ByteBuffer.allocate(4096);
    private final Map<Integer, String> lastByStatus = new HashMap<>();
    private int unopened;
    private int unsent;

    private Flood(int connections, URI server, byte[] request) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.request = request;
        selector = Selector.open();
        unopened = connections;
    }

    /**
     * A flood that begins with {@link #send}.
     *
     * @param length the header that says how long the body is
     * @param bytes how many bytes of the body are sent
     */
    public static Flood of(int connections, URI server, String path, String length, int bytes) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                + "\r\n\r\n";
        String chunk = length.startsWith("Transfer-Encoding") ? Integer.toHexString(CHUNK) + "\r\n" : "";
        return new Flood(connections, server, (head + chunk + "x".repeat(bytes)).getBytes(StandardCharsets.US_ASCII));
    }

    /** Opens all connections and sends until each has sent all, or has been refused. */
    public void send(Duration atMost) throws IOException {
        Instant deadline = Instant.now().plus(atMost);
        while (unopened + unsent > 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException((unopened + unsent) + " connections have not sent all");
            }
            while (unopened > 0 && unsent < AT_A_TIME) {
                open();
            }
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                try {
                    proceed(key);
                } catch (IOException reset) {
                    close(key);
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private void open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        int interest = channel.connect(server) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
        channel.register(selector, interest | SelectionKey.OP_READ, ByteBuffer.wrap(request));
        unopened--;
        unsent++;
    }

    private void proceed(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer left = (ByteBuffer) key.attachment();
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
        }
        if (key.isReadable()) {
            read(key, channel);
        } else if (key.isWritable()) {
            channel.write(left);
            if (!left.hasRemaining()) {
                unsent--;
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    private void read(SelectionKey key, SocketChannel channel) throws IOException {
        input.clear();
        if (channel.read(input) < 0) {
            close(key);
            return;
        }
        String answer = new String(input.array(), 0, input.position(), StandardCharsets.US_ASCII);
        if (answer.startsWith("HTTP/1.1 ")) {
            lastByStatus.put(Integer.valueOf(answer.substring(9, 12)), answer);
        }
    }

    private void close(SelectionKey key) throws IOException {
        if (((ByteBuffer) key.attachment()).hasRemaining()) {
            unsent--;
        }
        key.channel().close();
    }

    /** The last answer with this status, from its first line on; or nothing if there was none. */
    public String last(int status) {
        return lastByStatus.getOrDefault(status, "");
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
