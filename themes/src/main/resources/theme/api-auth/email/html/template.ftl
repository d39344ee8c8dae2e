<#--
  The layout of all HTML mails: Keycloak's mails call this macro of their template.ftl (26.7.0) around their text.
  Mail clients need tables and inline styles, so the styles are put into what the messages hold. A paragraph that begins with a
  link is the button.
-->

<#-- Black or white, whichever can be read on the colour: at least 4.5:1 (WCAG 1.4.3). -->
<#function textOn colour>
    <#local luminance = 0.2126 * linear(colour[1..2]) + 0.7152 * linear(colour[3..4]) + 0.0722 * linear(colour[5..6])>
    <#return (luminance < 0.179)?then("#ffffff", "#000000")>
</#function>

<#-- A channel of sRGB as light, by a polynomial in place of the standard's power, which FreeMarker lacks. -->
<#function linear hex>
    <#local digits = "0123456789abcdef">
    <#local value = (16 * digits?index_of(hex[0]?lower_case) + digits?index_of(hex[1]?lower_case)) / 255>
    <#return value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)>
</#function>

<#macro emailLayout>
<#local accent = properties.accent?matches("#[0-9a-fA-F]{6}")?then(properties.accent, "#4f46e5")>
<#local font = "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
<#-- Outlook ignores the padding of a link, but not its border. -->
<#local button = "display: inline-block; border: solid " + accent + "; border-width: 12px 20px; border-radius: 8px; background: " + accent
    + "; color: " + textOn(accent) + "; font-weight: 600; text-decoration: none">
<#local content><#nested></#local>
<#local content = content?markup_string
    ?replace("<p><a ", "<p style=\"margin: 24px 0\"><a style=\"" + button + "\" ")
    ?replace("<p>", "<p style=\"margin: 0 0 16px\">")>
<!DOCTYPE html>
<html lang="${locale.toLanguageTag()}" dir="${ltr?then('ltr', 'rtl')}">
<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <title>${subject}</title>
    <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (prefers-color-scheme: dark) {
            .page { background: #0c0c0f !important; }
            .card { background: #151519 !important; border-color: #2a2a31 !important; }
            .text { color: #f4f4f6 !important; }
            .soft { color: #a5a5b0 !important; }
        }
        @media (max-width: 480px) {
            .card { padding: 24px 20px !important; }
        }
    </style>
</head>
<body class="page" style="margin: 0; padding: 0; background: #f7f7f9">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background: #f7f7f9">
    <tr>
        <td align="center" style="padding: 32px 12px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px">
                <tr>
                    <td class="card text" style="${font}; padding: 32px; background: #ffffff; border: 1px solid #e4e4e9; border-radius: 16px; color: #18181b; font-size: 16px; line-height: 1.5">
                        <p style="margin: 0 0 24px; font-size: 15px; font-weight: 600">${realmName}</p>
                        <h1 style="margin: 0 0 16px; font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em">${subject}</h1>
                        ${content?no_esc}
                    </td>
                </tr>
                <tr>
                    <td class="soft" style="${font}; padding: 20px 32px 0; color: #57575f; font-size: 13px; line-height: 1.5">
                        ${msg("mailFooter", realmName)}
                    </td>
                </tr>
            </table>
        </td>
    </tr>
</table>
</body>
</html>
</#macro>
