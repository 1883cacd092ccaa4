package dev.commonground.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for several persons, each with a token. */
class SignInTest {

    @TempDir
    Path folder;

    RunningPage page;

    @BeforeEach
    void start() throws Exception {
        page = new RunningPage(
                folder,
                Admission.withTokens(Map.of(
                        "one",
                        new Visitor(Author.person("ann"), "acme"),
                        "two",
                        new Visitor(Author.person("eve"), null))));
        page.memory.task("q3").agent("writer").remember("The client sells shoes");
        page.memory
                .task("q3")
                .agent("writer")
                .remember(Draft.finding("The family has debts")
                        .audience(Audience.of(Audience.Member.person("eve")))
                        .build());
        page.memory.user("acme").remember("Acme likes tea");
    }

    @AfterEach
    void stop() throws Exception {
        page.close();
    }

    HttpResponse<String> signIn(String secret) throws Exception {
        Map<String, String> form = new HashMap<>(PageTest.fields(page.get("/").body(), "/signin"));
        form.put("secret", secret);
        return page.post("/signin", form);
    }

    @Test
    void showsNothingBeforeASignIn() throws Exception {
        HttpResponse<String> answer = page.get("/task?task=q3");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Your token").doesNotContain("shoes", "You are");
        assertThat(page.get("/report?task=q3").statusCode()).isEqualTo(401);
        assertThat(page.get("/studio.css").statusCode()).isEqualTo(200);
        assertThat(page.get("/favicon.ico").statusCode()).isEqualTo(204);
        assertThat(signIn("three").body()).contains("Nobody has this token.");
        assertThat(page.get("/task?task=q3").statusCode()).isEqualTo(401);
    }

    @Test
    void writesNothingBeforeASignIn() throws Exception {
        Map<String, String> form = PageTest.fields(page.get("/").body(), "/signin");

        assertThat(page.post("/settle", form).statusCode()).isEqualTo(401);
        assertThat(page.post("/signin", Map.of("secret", "one")).statusCode()).isEqualTo(403);
    }

    @Test
    void showsEachPersonWhatThisPersonMayRead() throws Exception {
        assertThat(signIn("one").body()).contains("You are ann.");
        assertThat(page.get("/task?task=q3").body())
                .contains("shoes", "Acme likes tea", "about acme")
                .doesNotContain("debts");
        assertThat(page.get("/task?task=q3&scope=user").body())
                .contains("Acme likes tea")
                .doesNotContain("shoes");

        page.forgetCookies();
        assertThat(signIn("two").body()).contains("You are eve.");
        assertThat(page.get("/task?task=q3").body()).contains("shoes", "debts").doesNotContain("likes tea");
    }

    @Test
    void givesANewCookieToWhoSignsIn() throws Exception {
        String before = page.get("/").headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(signIn("one").statusCode()).isEqualTo(200);
        assertThat(page.cookie()).isNotEmpty();
        assertThat(before).doesNotContain(page.cookie());
    }
}
