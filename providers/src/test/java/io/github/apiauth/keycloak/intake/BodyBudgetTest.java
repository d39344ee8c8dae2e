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

    private static final long BYTES = 1000;

    private final BodyBudget budget = new BodyBudget(BYTES);

    @Test
    void givenOneAddress_thenHalfOfAll() {
        assertThat(budget.take("a", 500)).isTrue();
        assertThat(budget.take("a", 1)).isFalse();
    }

    @Test
    void givenGreedyAddresses_thenSomethingIsLeftForTheNext() {
        for (int address = 0; address < 9; address++) {
            while (budget.take("greedy" + address, 1)) {
                // takes all it can have
            }
        }
        assertThat(budget.take("next", 1)).isTrue();
    }

    @Test
    void givenRefusal_thenNothingIsTaken() {
        assertThat(budget.take("a", 501)).isFalse();
        assertThat(budget.take("a", 500)).isTrue();
    }

    @Test
    void givenMemoryGivenBack_thenFreeForAll() {
        budget.take("a", 300);
        budget.take("a", 200);
        budget.giveBack("a", 200);
        budget.giveBack("a", 300);
        assertThat(budget.take("b", 500)).isTrue();
    }

    @Test
    void givenManyThreads_thenNothingIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> turns = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 10_000; i++) {
                            if (budget.take("address" + thread % 3, 7)) {
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
        assertThat(budget.take("a", 500)).isTrue();
    }
}
