<#-- Which application people sign in to, in the place that Keycloak's theme leaves for others (footer.ftl, 26.7.0). css/style.css puts it below the heading. -->
<#macro content>
    <#if ["login", "login-username", "register"]?seq_contains(pageId) && client??>
        <p id="api-auth-application">${msg("continueTo", client.name?has_content?then(advancedMsg(client.name!), client.clientId))}</p>
    </#if>
</#macro>
