package dev.commonground.samples.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kotlin compiler, which only the profile of the proofs brings, compiles the program of the guide. */
@Tag("proofs")
class KotlinGuideTest {

    private static final Path PROGRAM = Path.of("src/test/kotlin/dev/commonground/samples/kotlin/Proposal.kt");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path folder;

    /** The output of a process. */
    private record Ended(int code, String output) {}

    private Ended java(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended compile(Path program) throws IOException, InterruptedException {
        return java(
                CLASS_PATH,
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-Werror",
                "-jvm-target",
                "17",
                "-cp",
                CLASS_PATH,
                "-d",
                folder.toString(),
                program.toString());
    }

    @Test
    void theProgramOfTheGuideRuns() throws Exception {
        Ended compiled = compile(PROGRAM);
        assertThat(compiled.code()).as(compiled.output()).isZero();

        Ended ran = java(
                folder + File.pathSeparator + CLASS_PATH,
                "dev.commonground.samples.kotlin.ProposalKt",
                folder.resolve("memory.db").toString());

        assertThat(ran.output())
                .contains("new: The tone is formal", "in conflict with [The tone is formal]", "[TONE, TONE, DECISION]");
    }

    @Test
    void theCompilerRefusesNullWhereTheMemoryDoes() throws Exception {
        Path program = Files.writeString(folder.resolve("Null.kt"), """
                import dev.commonground.memory.Memory

                fun length(memory: Memory): Int = memory.key().length
                """);

        Ended compiled = compile(program);

        assertThat(compiled.code()).isNotZero();
        assertThat(compiled.output()).contains("nullable receiver of type");
    }
}
