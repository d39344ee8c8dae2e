package io.github.apiauth.keycloak;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.Callable;

/** Stands for one of Keycloak's objects, of which only a few methods are called. */
public final class Fake {

    private Fake() {}

    /** One that answers these methods, whatever their arguments, and fails at any other. */
    public static <T> T of(Class<T> type, Map<String, Callable<?>> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Callable<?> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("Not expected: " + method);
                    }
                    return answer.call();
                }));
    }
}
