import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures the size of the main sources and fails if a limit is exceeded. Run it with the JDK alone: {@code java
 * .ci/Structure.java [module ...]}.
 *
 * <p>A line of code holds more than a comment, an import or the package declaration. A method counts from its
 * declaration, annotations included, to its closing brace. No two files declare a type of the same name; a public member
 * of a public type counts with its owner's name.
 */
final class Structure {

    private static final int LONGEST_FILE = 300;
    private static final int FILE_P90 = 120;
    private static final int LONGEST_METHOD = 40;
    private static final int METHOD_P90 = 12;

    private record Sized(String name, int lines) {}

    private final List<Sized> files = new ArrayList<>();
    private final List<Sized> methods = new ArrayList<>();
    private final Map<String, TreeSet<String>> places = new TreeMap<>();

    public static void main(String[] args) throws IOException {
        List<Path> modules;
        try (Stream<Path> folders = Files.list(Path.of("."))) {
            modules = args.length > 0
                    ? Stream.of(args).map(Path::of).toList()
                    : folders.filter(folder -> Files.isDirectory(folder.resolve("src/main")))
                            .sorted()
                            .toList();
        }
        Structure structure = new Structure();
        for (Path module : modules) {
            structure.measure(module);
        }
        System.exit(structure.report(System.out) ? 0 : 1);
    }

    private void measure(Path module) throws IOException {
        List<Path> sources;
        try (Stream<Path> paths = Files.walk(module.resolve("src/main"))) {
            sources = paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                measure(Path.of(unit.getSourceFile().toUri()), unit, trees.getSourcePositions());
            }
        }
    }

    private void measure(Path file, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        String text = Files.readString(file);
        BitSet code = codeLines(text);
        for (ImportTree line : unit.getImports()) {
            clear(code, unit, positions.getStartPosition(unit, line), positions.getEndPosition(unit, line));
        }
        clear(
                code,
                unit,
                positions.getStartPosition(unit, unit.getPackage()),
                positions.getEndPosition(unit, unit.getPackage()));
        String name = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath().normalize()).toString();
        files.add(new Sized(name, code.cardinality()));
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                if (!type.getSimpleName().isEmpty()) {
                    places.computeIfAbsent(nameOf(type), n -> new TreeSet<>()).add(name);
                }
                return super.visitClass(type, nothing);
            }

            /** A member of a public type is known by its owner's name too, as in {@code Change.Superseded}. */
            private String nameOf(ClassTree type) {
                return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                                && owner.getModifiers().getFlags().contains(Modifier.PUBLIC)
                                && (owner.getKind() == Tree.Kind.INTERFACE
                                        || type.getModifiers().getFlags().contains(Modifier.PUBLIC))
                        ? owner.getSimpleName() + "." + type.getSimpleName()
                        : type.getSimpleName().toString();
            }

            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                long start = positions.getStartPosition(unit, method);
                if (method.getBody() != null && start >= 0) {
                    int from = (int) unit.getLineMap().getLineNumber(start);
                    int to = (int) unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                    methods.add(new Sized(
                            name + ":" + method.getName(), code.get(from, to + 1).cardinality()));
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
    }

    private static void clear(BitSet code, CompilationUnitTree unit, long start, long end) {
        code.clear((int) unit.getLineMap().getLineNumber(start), (int) unit.getLineMap().getLineNumber(end) + 1);
    }

    /** Returns the lines, from 1, that hold more than blanks and comments. */
    private static BitSet codeLines(String text) {
        BitSet lines = new BitSet();
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (text.startsWith("//", i)) {
                i = text.indexOf('\n', i) - 1;
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2) + 1;
                line += (int) text.substring(i, end).chars().filter(one -> one == '\n').count();
                i = end;
            } else if (text.startsWith("\"\"\"", i)) {
                int end = text.indexOf("\"\"\"", i + 3) + 2;
                int lastLine = line + (int) text.substring(i, end).chars().filter(one -> one == '\n').count();
                lines.set(line, lastLine + 1);
                line = lastLine;
                i = end;
            } else if (c == '"' || c == '\'') {
                lines.set(line);
                i = endOfLiteral(text, i);
            } else if (c == '\n') {
                line++;
            } else if (!Character.isWhitespace(c)) {
                lines.set(line);
            }
        }
        return lines;
    }

    private static int endOfLiteral(String text, int start) {
        int i = start + 1;
        while (text.charAt(i) != text.charAt(start)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private boolean report(PrintStream out) {
        boolean good = report(out, "file", files, FILE_P90, LONGEST_FILE);
        good &= report(out, "method", methods, METHOD_P90, LONGEST_METHOD);
        List<Map.Entry<String, TreeSet<String>>> shared =
                places.entrySet().stream().filter(e -> e.getValue().size() > 1).toList();
        shared.forEach(e -> out.printf("%s names %d types: %s%n", e.getKey(), e.getValue().size(), e.getValue()));
        return good & shared.isEmpty();
    }

    private static boolean report(PrintStream out, String what, List<Sized> all, int limit, int longest) {
        List<Sized> sorted =
                all.stream().sorted(Comparator.comparingInt(Sized::lines)).toList();
        int p90 = sorted.get((int) Math.ceil(sorted.size() * 0.9) - 1).lines();
        int most = sorted.get(sorted.size() - 1).lines();
        out.printf(
                "%d %ss: p90 %d lines of code (limit %d), longest %d (limit %d)%n",
                sorted.size(), what, p90, limit, most, longest);
        String tooLong = sorted.stream()
                .filter(one -> one.lines() > longest)
                .map(one -> "  %4d %s".formatted(one.lines(), one.name()))
                .collect(Collectors.joining("\n"));
        if (!tooLong.isEmpty()) {
            out.println(tooLong);
        }
        return p90 <= limit && most <= longest;
    }
}
