package io.github.apiauth.keycloak.migrate;

import java.util.Arrays;

/** Many numbers in 8 bytes each: first they are all added, then asked for. */
final class LongSet {

    private static final int FIRST_SIZE = 1024;

    private long[] numbers = new long[FIRST_SIZE];
    private int size;

    /** Adds a number, also one that is there. */
    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + size / 2);
        }
        numbers[size++] = number;
    }

    /** Ends the adding. */
    LongSet sorted() {
        numbers = Arrays.copyOf(numbers, size);
        Arrays.sort(numbers);
        return this;
    }

    /** Whether it was added, after {@link #sorted()}. */
    boolean contains(long number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    /** Those that were added twice or more, after {@link #sorted()}. */
    LongSet repeated() {
        LongSet repeated = new LongSet();
        for (int i = 1; i < size; i++) {
            if (numbers[i] == numbers[i - 1]) {
                repeated.add(numbers[i]);
            }
        }
        return repeated.sorted();
    }

    int size() {
        return size;
    }
}
