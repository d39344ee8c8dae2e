package io.github.apiauth.keycloak.address;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.ClientConnection;

/** Where a request comes from, as a limit counts it: an IPv4 address, or the 64 leading bits of an IPv6 address. */
public final class SourceAddress {

    private static final String UNKNOWN = "unknown";
    private static final int NETWORK_BYTES = 8;

    /** The interface in a link-local address (RFC 4007 §11). */
    private static final Pattern ZONE = Pattern.compile("%.*");

    private SourceAddress() {}

    /** The address as Keycloak itself resolves it, with {@code --proxy-headers} and {@code --proxy-trusted-addresses}. */
    public static String of(ClientConnection connection) {
        return of(connection.getRemoteAddr());
    }

    /** One who has an IPv6 network has at least a /64 of it, and so 2^64 addresses. */
    public static String of(@Nullable String address) {
        // Resolves no names: a trusted proxy may send an identifier that is none (RFC 7239 §6.3).
        InetAddress literal = address == null
                ? null
                : NetUtil.createInetAddressFromIpAddressString(
                        ZONE.matcher(address).replaceFirst(""));
        if (literal == null) {
            return UNKNOWN;
        }
        byte[] bytes = literal.getAddress();
        if (!(literal instanceof Inet6Address)) {
            return NetUtil.toAddressString(literal);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
    }
}
