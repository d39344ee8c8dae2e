package com.example;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.timer.TimerProvider;
import org.keycloak.timer.TimerProvider.TimerTaskContext;

/** Does a task at once that Keycloak's timer would do in its time, and answers with the minutes between two of its times. */
public final class Tasks implements RealmResourceProvider {

    private final KeycloakSession session;

    Tasks(KeycloakSession session) {
        this.session = session;
    }

    @POST
    @Path("{name}")
    @Produces(MediaType.TEXT_PLAIN)
    public String run(@PathParam("name") String name) throws InterruptedException {
        TimerTaskContext task = session.getProvider(TimerProvider.class).getTasks().get(name);
        if (task == null) {
            throw new NotFoundException();
        }
        Thread thread = new Thread(task.getRunnable()); // as the timer's: this one has a transaction
        thread.start();
        thread.join();
        return String.valueOf(task.getIntervalMillis() / 60_000);
    }

    @Override
    public Object getResource() {
        return this;
    }

    @Override
    public void close() {}
}
