package io.github.apiauth.keycloak.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** So many generated clients, accounts (Keycloak's users) and live sessions. */
record Rows(int clients, int accounts, int sessions) {

    static final Rows NONE = new Rows(0, 0, 0);

    /** The sizes to compare, by {@code -D}, from the smallest to the largest. */
    static List<Rows> ofSystemProperties() {
        int[] clients = sizes("clients");
        int[] accounts = sizes("accounts");
        int[] sessions = sizes("sessions");
        return IntStream.range(0, clients.length)
                .mapToObj(i -> new Rows(clients[i], accounts[i], sessions[i]))
                .toList();
    }

    private static int[] sizes(String property) {
        return Arrays.stream(Settings.property(property).split(","))
                .mapToInt(size -> Integer.parseInt(size.strip()))
                .toArray();
    }
}
