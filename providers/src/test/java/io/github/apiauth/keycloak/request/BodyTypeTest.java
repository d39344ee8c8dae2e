package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/vnd.api+json",
                "application/problem+JSON; v=1",
            })
    void givenJson_thenJsonInUtf8(String contentType) {
        assertThat(BodyType.of(headers(contentType))).isEqualTo(BodyType.JSON);
        assertThat(BodyType.isUtf8(contentType)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8"})
    void givenForm_thenForm(String contentType) {
        assertThat(BodyType.of(headers(contentType))).isEqualTo(BodyType.FORM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data; boundary=x|x",
                "Multipart/Form-Data;Boundary=--a-b|--a-b",
                "multipart/form-data; charset=utf-8; boundary=\"a;b: c/d=e\"|a;b: c/d=e",
                "multipart/form-data|",
            })
    void givenFormInParts_thenMultipartWithItsBoundary(String contentType, String boundary) {
        assertThat(BodyType.of(headers(contentType))).isEqualTo(BodyType.MULTIPART);
        assertThat(BodyType.boundary(contentType)).isEqualTo(boundary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "multipart/mixed; boundary=x",
                "application/form-data",
                "application/jsonx",
                "application/xml",
                "application/*",
                "*/*",
                "json",
                "",
                ";",
            })
    void givenAnythingElse_thenOther(String contentType) {
        assertThat(BodyType.of(headers(contentType))).isEqualTo(BodyType.OTHER);
    }

    @Test
    void givenNoContentType_thenOther() {
        assertThat(BodyType.of(new HttpHeadersImpl(List.of()))).isEqualTo(BodyType.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "text/plain, the Content-Type is text/plain",
                "Text/Plain; charset=utf-8, the Content-Type is Text/Plain",
                "application/x-www-form-urlencoded, the Content-Type is application/x-www-form-urlencoded",
                "'', there is no Content-Type",
                "garbage, the Content-Type cannot be read",
                "'text/\"pla\\in', the Content-Type cannot be read",
                "text/é, the Content-Type cannot be read",
                ";, the Content-Type cannot be read",
            })
    void givenType_thenAnErrorRepeatsItOnlyIfItIsOne(String contentType, String said) {
        assertThat(BodyType.describe(contentType)).isEqualTo(said);
    }

    @Test
    void givenLongType_thenAnErrorDoesNotRepeatIt() {
        assertThat(BodyType.describe("text/" + "x".repeat(1000))).isEqualTo("the Content-Type cannot be read");
    }

    @Test
    void givenAnotherCharset_thenNotUtf8() {
        assertThat(BodyType.isUtf8("application/json; charset=ISO-8859-1")).isFalse();
    }

    private static HttpHeaders headers(String contentType) {
        return new HttpHeadersImpl(Map.of("Content-Type", contentType).entrySet());
    }
}
