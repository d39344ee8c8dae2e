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
        assertThat(budget.share("next").take(SMALL)).isTrue();
    }

    @Test
    void givenBodyThatGrows_thenItsFirstBytesDoNotCountAsSmall() {
        BodyBudget.Share share = budget.share("a");
        share.take(LARGE);
        takeAll("a", LARGE);
        assertThat(share.take(SMALL)).isFalse();
    }

    @Test
    void givenRefusal_thenNothingIsTaken() {
        assertThat(budget.share("a").take(6 * LARGE)).isFalse();
        assertThat(budget.share("a").take(5 * LARGE)).isTrue();
    }

    @Test
    void givenMemoryGivenBack_thenFreeForAll() {
        BodyBudget.Share share = budget.share("a");
        share.take(3 * LARGE);
        share.take(2 * LARGE);
        share.giveBack();
        share.giveBack();
        assertThat(budget.share("b").take(5 * LARGE)).isTrue();
    }

    @Test
    void givenManyThreads_thenNothingIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> turns = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 10_000; i++) {
                            BodyBudget.Share share = budget.share("address" + thread % 3);
                            share.take(7);
                            share.giveBack();
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
        assertThat(budget.share("a").take(5 * LARGE)).isTrue();
    }

    private long takeAll(String address, long each) {
        long taken = 0;
        while (budget.share(address).take(each)) {
            taken += each;
        }
        return taken;
    }
}
