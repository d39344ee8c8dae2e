package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The readers of all endpoints, each made once. */
final class LaneReaders {

    private final Map<Key, LaneReader> readers = new ConcurrentHashMap<>();
    private final int maxBytes;

    /** By the id, which is a contract's own: a contract itself may be as costly to compare as it is large. */
    private record Key(String contract, Endpoint endpoint) {}

    /** @param maxBytes the longest request body in bytes */
    LaneReaders(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    LaneReader of(Place place) {
        return readers.computeIfAbsent(
                new Key(place.contract().id(), Objects.requireNonNull(place.endpoint())),
                key -> LaneReader.of(place.contract(), place.route(), maxBytes));
    }
}
