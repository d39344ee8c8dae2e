package io.github.apiauth.keycloak.it;

import java.util.List;

/** What measured times tell. */
final class Times {

    private Times() {}

    /**
     * The share of pairs of the two in which the first is the slower one (Mann-Whitney): 0 or 1 where the two can always be told
     * apart, 0.5 where not at all.
     */
    static double areaUnderCurve(List<Long> some, List<Long> others) {
        long slower = some.stream()
                .mapToLong(one -> others.stream().filter(other -> one > other).count())
                .sum();
        return (double) slower / some.size() / others.size();
    }
}
