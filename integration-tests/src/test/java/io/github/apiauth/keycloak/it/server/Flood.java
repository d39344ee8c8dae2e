package io.github.apiauth.keycloak.it.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private int unopened;
    private int unsent;
    private String lastRefusal = "";

    private Flood(int connections, URI server, byte[] request) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.request = request;
        selector = Selector.open();
        unopened = connections;
    }

    /**
     * A flood that begins with the first {@link #advance()}.
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

    /** Goes on for a moment; gives the number of connections that have not sent all yet, and have not been refused. */
    public int advance() throws IOException {
        for (int i = 0; i < AT_A_TIME && unopened > 0 && unsent < AT_A_TIME; i++) {
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
        return unopened + unsent;
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
            statuses.merge(Integer.valueOf(answer.substring(9, 12)), 1, Integer::sum);
            lastRefusal = answer;
        }
    }

    private void close(SelectionKey key) throws IOException {
        if (((ByteBuffer) key.attachment()).hasRemaining()) {
            unsent--;
        }
        key.channel().close();
    }

    /** How many answers there were of each status. */
    public Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** The last answer, with its headers. */
    public String lastRefusal() {
        return lastRefusal;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
