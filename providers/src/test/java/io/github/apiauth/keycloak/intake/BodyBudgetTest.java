package io.github.apiauth.keycloak.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final long BYTES = 1_000_000;
    private static final long LARGE = 100_000;
    private static final long SMALL = 1000;

    private final BodyBudget budget = new BodyBudget(BYTES);

    @Test
    void givenLargeBodiesFromOneAddress_thenHalfOfAll() {
        assertThat(takeAll("a", LARGE)).isEqualTo(5 * LARGE);
    }

    @Test
    void givenLargeBodies_thenSmallOnesFromTheSameAddressPass() {
        takeAll("a", LARGE);
        assertThat(takeAll("a", SMALL)).isEqualTo(BYTES / 4);
    }

    @Test
    void givenSmallBodiesFromOneAddress_thenThreeQuartersOfAll() {
        assertThat(takeAll("a", SMALL)).isEqualTo(BYTES * 3 / 4);
    }

    @Test
    void givenGreedyAddresses_thenSomethingIsLeftForTheNext() {
        for (int address = 0; address < 9; address++) {
            takeAll("greedy" + address, 20 * SMALL);
        }
        assertThat(budget.take("next", 0, SMALL)).isTrue();
    }

    @Test
    void givenBodyThatGrows_thenItsFirstBytesDoNotCountAsSmall() {
        takeAll("a", LARGE);
        assertThat(budget.take("a", LARGE, SMALL)).isFalse();
    }

    @Test
    void givenRefusal_thenNothingIsTaken() {
        assertThat(budget.take("a", 0, 6 * LARGE)).isFalse();
        assertThat(budget.take("a", 0, 5 * LARGE)).isTrue();
    }

    @Test
    void givenMemoryGivenBack_thenFreeForAll() {
        budget.take("a", 0, 3 * LARGE);
        budget.take("a", 3 * LARGE, 2 * LARGE);
        budget.giveBack("a", 2 * LARGE);
        budget.giveBack("a", 3 * LARGE);
        assertThat(budget.take("b", 0, 5 * LARGE)).isTrue();
    }

    @Test
    void givenManyThreads_thenNothingIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> turns = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 10_000; i++) {
                            if (budget.take("address" + thread % 3, 0, 7)) {
                                budget.giveBack("address" + thread % 3, 7);
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> turn : threads.invokeAll(turns)) {
                turn.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(budget.take("a", 0, 5 * LARGE)).isTrue();
    }

    private long takeAll(String address, long each) {
        long taken = 0;
        while (budget.take(address, 0, each)) {
            taken += each;
        }
        return taken;
    }
}
