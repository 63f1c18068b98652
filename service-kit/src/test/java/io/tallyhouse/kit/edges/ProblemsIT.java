package io.tallyhouse.kit.edges;

import static io.restassured.RestAssured.given;
import static io.tallyhouse.kit.edges.Requests.as;
import static io.tallyhouse.kit.edges.Requests.isProblem;
import static io.tallyhouse.kit.edges.Requests.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProblemsIT {
    @Test
    void broken_json_is_a_problem_with_the_place_of_the_fault() {
        isProblem(as(tenant()).body("{\"text\":").post("/v1/notes"), 400, "malformed-request")
                .body("detail", containsString("line 1"))
                .body("instance", equalTo("/v1/notes"));
        isProblem(as(tenant()).post("/v1/notes"), 400, "malformed-request");
        isProblem(as(tenant()).body("{\"text\":\"a\",\"text\":\"b\"}").post("/v1/notes"), 400, "malformed-request");
    }

    @Test
    void bad_utf_8_is_malformed() {
        byte[] body = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xc3, '(', '"', '}'};

        isProblem(as(tenant()).body(body).post("/v1/notes"), 400, "malformed-request")
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void all_faults_of_a_body_are_told_at_once() {
        isProblem(as(tenant()).body("{\"size\":10,\"colour\":1}").post("/v1/notes"), 422, "invalid-input")
                .body("errors.pointer", equalTo(List.of("/text", "/size", "/colour")))
                .body("errors[1].detail", containsString("from 1 to 9"));
        isProblem(as(tenant()).body("[]").post("/v1/notes"), 422, "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/", "/v1/notes/a/b/c", "/q/nothing", "/V1/notes"})
    void an_unknown_path_is_a_problem(String path) {
        isProblem(as(tenant()).get(path), 404, "not-found");
    }

    @Test
    void a_method_that_the_path_has_not_is_a_problem_with_allow() {
        isProblem(as(tenant()).delete("/v1/notes"), 405, "method-not-allowed")
                .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"));
        isProblem(as(tenant()).delete("/v1/notes/n1"), 405, "method-not-allowed")
                .header("Allow", equalTo("OPTIONS, PUT"));
    }

    @Test
    void another_media_type_than_json_is_refused_both_ways() {
        TestTenant tenant = tenant();
        RequestSpecification text =
                given().header("Authorization", tenant.bearer()).contentType("text/plain");
        isProblem(text.body("text").post("/v1/notes"), 415, "unsupported-media-type");
        isProblem(as(tenant).accept("image/png").get("/v1/notes"), 406, "not-acceptable");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem_whether_its_size_is_announced_or_not() throws IOException {
        TestTenant tenant = tenant();
        String large = "{\"text\":\"" + "x".repeat(70_000) + "\"}";

        isProblem(as(tenant).body(large).post("/v1/notes"), 413, "body-too-large");
        assertThat(postChunked(tenant, large)).startsWith("HTTP/1.1 413").contains("/problems/body-too-large");
    }

    @Test
    void a_failure_of_ours_tells_nothing_of_the_inside() {
        isProblem(as(tenant()).get("/v1/broken"), 500, "internal-error");
    }

    private static String postChunked(TestTenant tenant, String body) throws IOException {
        return exchange("POST /v1/notes HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + tenant.bearer()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
    }

    /** By hand, for HTTP clients announce the size of a body they know. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            int read = in.read(buffer);
            while (read > 0) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                read = answer.toString().contains("}") ? 0 : in.read(buffer);
            }
            return answer.toString();
        }
    }
}
