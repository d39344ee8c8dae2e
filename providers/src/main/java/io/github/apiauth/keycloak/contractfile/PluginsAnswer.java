package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Plugin;
import java.util.List;
import java.util.function.Predicate;

/** The answer to a request for the plugins. */
final class PluginsAnswer implements AnswerKind<List<Plugin>> {

    private static final String ITEM = "item";
    private static final String COUNT = "count";

    private static final Placeholders<Plugin> OF_ITEM = Placeholders.<Plugin>none()
            .with("name", Placeholder.text(Plugin::name))
            .with("activated", Placeholder.flag(Plugin::activated))
            .with("title", Placeholder.text(Plugin::title))
            .with("description", Placeholder.text(Plugin::description))
            .with("url", Placeholder.text(Plugin::url));

    @Override
    public List<String> members() {
        return List.of("status", "headers", "message", "body", ITEM, "rules");
    }

    @Override
    public List<String> replaceable() {
        return List.of("status", "headers", "message", "body");
    }

    @Override
    public Predicate<List<Plugin>> when(Place when) {
        int count = when.only(List.of(COUNT)).member(COUNT).number(0, Integer.MAX_VALUE);
        return plugins -> plugins.size() == count;
    }

    @Override
    public Placeholders<List<Plugin>> placeholders(Draft draft) {
        Node<Plugin> item = new Template<>(OF_ITEM).node(draft.answer().member(ITEM));
        return Placeholders.<List<Plugin>>none()
                .with("plugins", Placeholder.each(item))
                .with(COUNT, Placeholder.number(List::size));
    }
}
