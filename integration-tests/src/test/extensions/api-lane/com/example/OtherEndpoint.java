package com.example;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers with the length of the JSON that it got; or, below {@code refuse}, with an error that has a shape of its own. */
public final class OtherEndpoint implements OIDCExtProvider, RealmResourceProvider {

    @POST
    @Path("{path:.*}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response length(String json) {
        return answer(200, String.valueOf(json.length()));
    }

    @POST
    @Path("refuse")
    public Response refuse() {
        return answer(400, "{\"code\":7}");
    }

    private static Response answer(int status, String text) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(text)
                .build();
    }

    @Override
    public Object getResource() {
        return this;
    }

    @Override
    public void setEvent(EventBuilder event) {}

    @Override
    public void close() {}
}
