package io.github.apiauth.keycloak.it.browser;

import java.util.Locale;

/** How much room a page has, in CSS pixels. */
enum Size {
    PHONE(320, 640, 1),
    TABLET(768, 1024, 1),
    DESKTOP(1280, 800, 1),
    /** {@link #DESKTOP} after Ctrl and + to 200 %. */
    DESKTOP_ZOOMED(640, 400, 2);

    private final int width;
    private final int height;
    private final int zoom;

    Size(int width, int height, int zoom) {
        this.width = width;
        this.height = height;
        this.zoom = zoom;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int zoom() {
        return zoom;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
