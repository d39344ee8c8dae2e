// Hands the brand of theme.properties to the style sheets. Not a module, so that it is done before the first paint.
(function () {
    var theme = new URL("..", document.currentScript.src);
    var root = document.documentElement.style;

    function read(name) {
        var meta = document.querySelector('meta[name="api-auth-' + name + '"]');
        return meta && meta.content;
    }

    var accent = read("accent");
    if (accent) {
        root.setProperty("--api-auth-accent", accent);
    }
    var logo = read("logo");
    if (logo) {
        root.setProperty("--api-auth-logo", 'url("' + new URL(logo, theme) + '") center / contain no-repeat');
    }
})();
