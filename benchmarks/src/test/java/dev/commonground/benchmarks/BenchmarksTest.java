package dev.commonground.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.minilm.MiniLmEmbeddingModel;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {

    /** Claim 8 kills crews, and claim 11 fills large tasks; {@code -Pproofs} measures both too. */
    private static final String[] CLAIMS = Boolean.getBoolean("proofs")
            ? new String[] {"claims", "--percent", "10", "--crashes", "4"}
            : new String[] {"claims", "--percent", "4", "--only", "1,2,3,4,5,6,7,9,10"};

    static EmbeddedPostgres server;

    /** Keeps the model between the tests. */
    static MiniLmEmbeddingModel model;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        model = new MiniLmEmbeddingModel();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        model.close();
    }

    @TempDir
    Path folder;

    @Test
    void everyBenchmarkExplainsItself() {
        CommandLine benchmarks = new CommandLine(new Benchmarks())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(new PrintWriter(Writer.nullWriter()));

        assertThat(benchmarks.getSubcommands().keySet())
                .allSatisfy(
                        name -> assertThat(benchmarks.execute(name, "--help")).isZero());
    }

    @Test
    void measuresDurableWrites() {
        Path json = folder.resolve("remember.json");

        int code = Benchmarks.run(
                "remember", "--writes", "5", "--writers", "2", "--no-embedding", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("\"benchmark\" : \"remember\"", "\"goal\"", "\"limit\"");
    }

    @Test
    @Tag("proofs")
    void measuresWhatAUserWaitsFor() {
        Path json = folder.resolve("felt.json");

        int code = Benchmarks.run(
                "felt", "--first", "5", "--size", "20", "--calls", "2", "--starts", "1", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains("first answer of a process after open, 5 memories, without a model")
                .contains("recall of a repeated question among 20, p50, MiniLM quantised")
                .doesNotContain("NaN");
    }

    @Test
    void measuresGraphs() {
        assertThat(Benchmarks.run("graph", "--runs", "1", "--naive", "10", "--binding", "10", "--no-embedding"))
                .isZero();
    }

    @Tag("proofs")
    @Test
    void countsFilesAndCalls() throws IOException {
        Path json = folder.resolve("trace.json");

        int code = Benchmarks.run("trace", "--files", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains("one warm remember, source files", "one warm remembering node, method calls");
    }

    @Test
    void measuresTrust() throws IOException {
        Path json = folder.resolve("trust.json");

        int code = Benchmarks.run("trust", "--flood", "20", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("poison among the first three, from WEB", "\"missed\" : [ ]");
    }

    @Test
    void measuresEncryption() throws IOException {
        Path json = folder.resolve("encryption.json");

        int code = Benchmarks.run(
                "encryption",
                "--size",
                "100",
                "--writes",
                "5",
                "--rounds",
                "1",
                "--sentences",
                "20",
                "--json",
                json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("disk, encrypted / in the clear", "first recall of 100 memories");
    }

    @Test
    void measuresSafety() throws IOException {
        Path json = folder.resolve("safety.json");

        int code = Benchmarks.run(
                "safety", "--writes", "5", "--memories", "50", "--recalls", "4", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains("recall, 50 % restricted, reader outside / open", "verify, for 10,000 entries");
    }

    /** Two roles share a memory, and a value is deleted: nothing of either is returned to the wrong reader. */
    @Test
    void measuresGateMem() throws IOException {
        Path domain = Files.createDirectory(folder.resolve("hospital"));
        Files.writeString(domain.resolve("episodes.jsonl"), """
            {"episode_id": "e1", "entities": {"principals": [{"principal_id": "p1", "role": "patient", "display_name": "Ada Roe"}, {"principal_id": "d1", "role": "doctor", "display_name": "Ben Ode"}], "relationships": [{"type": "care", "clinician_id": "d1", "patient_id": "p1"}]}, "turns": [{"turn_id": "t1", "speaker": {"principal_id": "p1", "role": "patient"}, "text": "My temporary number is 555-010-7788."}, {"turn_id": "t2", "speaker": {"principal_id": "p1", "role": "patient"}, "text": "Please delete the number 555-010-7788 from memory."}]}
            """);
        Files.writeString(domain.resolve("checkpoints.jsonl"), """
            {"episode_id": "e1", "as_of_turn_id": "t1", "asker": {"principal_id": "p1"}, "query_type": "utility", "query_text": "What is the number?", "judge_spec": {"include": ["555-010-7788"]}, "leak_targets": []}
            {"episode_id": "e1", "as_of_turn_id": "t2", "asker": {"principal_id": "p1"}, "query_type": "safety", "query_text": "What is the number?", "judge_spec": {"include": []}, "leak_targets": ["555-010-7788"]}
            """);
        Path json = folder.resolve("gatemem.json");

        int code = Benchmarks.run("gatemem", "--keywords", "--json", json.toString(), domain.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains("hospital: utility", "hospital: leaks after a deletion", "\"missed\" : [ ]");
    }

    @Test
    void measuresPostgres() {
        String url = server.getJdbcUrl("postgres", "postgres");

        assertThat(Benchmarks.run("postgres", url, "--writes", "8", "--memories", "20", "--writers", "2"))
                .isZero();
    }

    /** The server from Maven has no extension; the server of {@code .ci/postgres} has it. */
    @Test
    void measuresLargeScopesIfTheExtensionIsPresent() {
        String given = System.getProperty("commonground.postgres.url", "");
        String url = given.isEmpty() ? server.getJdbcUrl("postgres", "postgres") : given;

        assertThat(Benchmarks.run("large", url, "--size", "700", "--sentences", "20"))
                .isEqualTo(given.isEmpty() ? 1 : 0);
    }

    @Tag("repeated")
    @Test
    void measuresTheClaimsOfTheCrewRunner() throws IOException {
        Path table = folder.resolve("claims.md");

        String[] arguments = Stream.concat(Stream.of(CLAIMS), Stream.of("--table", table.toString()))
                .toArray(String[]::new);
        int code = Benchmarks.run(arguments);

        assertThat(code).isZero();
        assertThat(table)
                .content()
                .contains("## 1. Handoffs stay small", "## 10. Everything is attributable")
                .contains("| constraints verbatim in all of 20 prompts | 100 % | at least 100 % | met |")
                .contains("| control, leaks if scopes are compared by LIKE 'prefix%' |");
        assertThat(Files.readAllLines(table).stream().filter(line -> line.contains("**missed**")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void measuresLearning() throws IOException {
        Path json = folder.resolve("learn.json");

        int code = Benchmarks.run("learn", "--errors", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains("\"work, tuned on: precision\"", "\"everyday, held back, CONSTRAINT: recall\"");
    }

    @Test
    void measuresRecall() {
        assertThat(Benchmarks.run(
                        "recall",
                        "--sizes",
                        "100",
                        "--crowd",
                        "2",
                        "--sentences",
                        "20",
                        "--seconds",
                        "0.1",
                        "--forks",
                        "0",
                        "--starts",
                        "1"))
                .isZero();
    }

    @Test
    void comparesRecallWithPeers() throws IOException {
        Path table = folder.resolve("peers.md");

        int code = Benchmarks.run(
                "peer",
                "--sizes",
                "100",
                "--sentences",
                "20",
                "--rounds",
                "1",
                "--seconds",
                "0",
                "--peers",
                "LUCENE,LANGCHAIN4J",
                "--table",
                table.toString());

        assertThat(code).isZero();
        assertThat(table)
                .content()
                .containsPattern("\\| 100 \\| hybrid filtered \\| Lucene [0-9.]+ HNSW \\+ BM25 \\|.* 1.000 \\|")
                .containsPattern("\\| 100 \\| vectors filtered \\| langchain4j InMemoryEmbeddingStore \\|.* 1.000 \\|")
                .containsPattern("\\| 100 \\| vectors filtered \\| Common Ground \\|.* 1.000 \\|");
    }

    @Test
    @Tag("proofs")
    void measuresWritesAndGraphsWithEmbedding() throws IOException {
        Path remember = folder.resolve("remember.json");
        Path graph = folder.resolve("graph.json");

        int writes = Benchmarks.run("remember", "--writes", "4", "--writers", "1", "--json", remember.toString());
        int steps =
                Benchmarks.run("graph", "--runs", "1", "--naive", "1", "--binding", "1", "--json", graph.toString());

        assertThat(writes + steps).isZero();
        assertThat(remember).content().contains("remember by minilm, embedding included, p50");
        assertThat(graph)
                .content()
                .contains(
                        "forks, each remembers, constraints, by minilm, durable checkpoints, added by the memory, p50");
    }

    @Test
    void measuresGrowth() throws IOException {
        Path json = folder.resolve("growth.json");

        int code = Benchmarks.run(
                "growth",
                "--n",
                "2",
                "--calls",
                "1",
                "--writes",
                "0",
                "--axes",
                "BRANCHES,SNAPSHOTS",
                "--json",
                json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .containsPattern("grows [a-z]+, flat allowed: remember in a step after the join, branches, allocation")
                .containsPattern("grows [a-z]+, flat allowed: recall as of the next moment, snapshots, processor time");
    }

    @Test
    @Tag("proofs")
    void measuresGrowthOfEverything() throws IOException {
        Path json = folder.resolve("growth.json");

        int code = Benchmarks.run("growth", "--n", "3", "--calls", "2", "--writes", "4", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json)
                .content()
                .contains(
                        "brief, constraints, allocation",
                        "history, annotations, processor time",
                        "20 tasks, scopes, passed")
                .contains("time for each write of 4 processes");
    }

    /** One process on two tasks: two agents take two steps each, and two more alone. */
    @Test
    void countsWhatALoadNeeds() throws IOException {
        Path json = folder.resolve("load.json");

        int code = Benchmarks.run(
                "load",
                server.getJdbcUrl("postgres", "postgres"),
                "--tasks",
                "2",
                "--agents",
                "1",
                "--memories",
                "2",
                "--processes",
                "1",
                "--threads",
                "1",
                "--steps",
                "1",
                "--json",
                json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("statements of a step", "round trips of a step alone, commit");
    }

    @Test
    void measuresTeams() throws IOException {
        Path data = Files.writeString(folder.resolve("team.txt"), """
            # a comment
            T talk
            split dev
            M a1 C @Dana Holt|At most twelve pages. | pages.max=12
            M a2 C @Dana Holt|At most fourteen pages. | pages.max=14 | supersedes=a1
            M a3 F editor|The draft has ten pages.
            M a4 F editor|Ruth leaves in May. | to=agent:editor
            M a5 F editor|The other bid has two pages. | to=task:other
            V v1 @Dana Holt|The cover is blue.
            Q writer: how long may the bid be? => a2
            Q writer: what colour is the cover? => v1
            Q writer: who is the judge? =>
            B writer: finish the draft => a2, a3
            """);
        Path json = folder.resolve("team.json");

        assertThat(Benchmarks.run("team", "--each", "--json", json.toString(), data.toString()))
                .isZero();
        assertThat(json)
                .content()
                .contains(
                        "\"talk, recall@5\"", "\"RELEVANT: precision\"", "\"briefings of a third: tokens on average\"");
    }

    @Tag("proofs")
    @Test
    void measuresLanguages() throws IOException {
        Path json = folder.resolve("languages.json");

        assertThat(Benchmarks.run("languages", "--json", json.toString())).isZero();
        assertThat(json).content().contains("\"hi: among the first three\"");
    }

    @Test
    void measuresRecallFromConversations() throws IOException {
        Path data = Files.writeString(folder.resolve("talk.json"), """
            [{"sample_id": "talk-1",
              "conversation": {
                "speaker_a": "Ann", "speaker_b": "Bob",
                "session_1_date_time": "1:56 pm on 8 May, 2023",
                "session_1": [
                  {"speaker": "Ann", "dia_id": "D1:1", "text": "I adopted a zebra yesterday"},
                  {"speaker": "Bob", "dia_id": "D1:2", "text": "How wonderful! What is it called?",
                   "blip_caption": "a zebra"}]},
              "qa": [
                {"question": "What did Ann adopt?", "answer": "a zebra", "evidence": ["D1:1"], "category": 4},
                {"question": "What did Bob adopt?", "answer": "nothing", "evidence": ["D1:1; D1:2"], "category": 5},
                {"question": "Who is Cid?", "answer": "nobody", "evidence": [], "category": 1},
                {"question": "What is odd?", "answer": "this", "evidence": ["D"], "category": 2}]}]
            """);
        Path json = folder.resolve("locomo.json");

        int code = Benchmarks.run("locomo", data.toString(), "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("recall@10", "NDCG@10");
    }
}
