package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The readers of all endpoints, each made once. */
final class LaneReaders {

    private final Map<Key, LaneReader> readers = new ConcurrentHashMap<>();
    private final int maxBytes;

    private record Key(Contract contract, Endpoint endpoint) {}

    /** @param maxBytes the longest request body in bytes */
    LaneReaders(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    LaneReader of(Place place) {
        return readers.computeIfAbsent(
                new Key(place.contract(), Objects.requireNonNull(place.endpoint())),
                key -> LaneReader.of(key.contract(), place.route(), maxBytes));
    }
}
