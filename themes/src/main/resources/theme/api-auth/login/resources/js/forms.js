// What Keycloak's templates (26.7.0) leave out and a style sheet cannot add. The pages work without it.

// Each page says in its title what it is: the template names the realm alone (WCAG 2.4.2).
const heading = document.getElementById("kc-page-title");
const product = document.getElementById("kc-header-wrapper");
if (heading && product) {
    const name = product.textContent.trim() || product.querySelector("img")?.alt;
    document.title = [heading.textContent.trim(), name].filter(Boolean).join(" – ");
}

// An error belongs to its field (WCAG 1.3.1). The container stays, Keycloak's password-policy.js fills it later.
for (const container of document.querySelectorAll("[id^='input-error-container-']")) {
    const field = document.getElementById(container.id.replace("input-error-container-", ""));
    field?.setAttribute("aria-describedby", container.id);
}

// People sign in with their e-mail address (WCAG 1.3.5).
const email = document.querySelector(":is(#kc-form-login, #kc-reset-password-form) #username");
if (email) {
    email.inputMode = "email";
    email.autocapitalize = "none";
    email.spellcheck = false;
    if (email.autocomplete === "off") {
        email.autocomplete = "username";
    }
}

// The client's logo on the consent page comes without a text, and its headings leave out a level.
document.querySelectorAll("#kc-page-title img:not([alt])").forEach((logo) => (logo.alt = ""));
document.querySelectorAll("#kc-oauth h3").forEach((h3) => h3.setAttribute("aria-level", "2"));

// The page's order is the right one; a tabindex of its own puts the sign-out button before the rest (WCAG 2.4.3).
document.querySelectorAll("[tabindex='4']").forEach((button) => button.removeAttribute("tabindex"));

// The page after signing out says the same twice.
for (const text of document.querySelectorAll("#kc-info-message .instruction")) {
    text.hidden = text.textContent.trim() === heading?.textContent.trim();
}

// The labels on the page that sets up one-time codes name no field of theirs (WCAG 1.3.1).
for (const label of document.querySelectorAll("label[for='form-vertical-name']")) {
    label.htmlFor = label.closest(".pf-v5-c-form__group").querySelector("input").id;
}

// A form's button is disabled when it is sent, and would still be when the browser's Back shows the page again.
addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("form[onsubmit*='.disabled = true'] [type='submit']")) {
        button.disabled = false;
    }
});
