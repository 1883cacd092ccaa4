package dev.commonground.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The systems to compare with, and where their parts are. */
final class PeerOptions {

    /** The systems to compare with. */
    enum Name {
        LUCENE,
        LUCENE_OTHER,
        LANGCHAIN4J,
        SQLITE_VEC,
        LANGGRAPH,
        MEM0
    }

    private static final int DIMENSIONS = 384;

    @Option(
            names = "--peers",
            split = ",",
            description = "Systems to compare with: ${COMPLETION-CANDIDATES} (default: all that can run here)")
    private Set<Name> names = EnumSet.allOf(Name.class);

    @Option(
            names = "--candidates",
            description = "Memories that each of Lucene's searches finds before the best ten are chosen (default:"
                    + " ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int candidates;

    @Option(
            names = "--lucene",
            paramLabel = "FOLDER",
            description = "Jars of another version of Lucene, which runs in a process of its own")
    private @Nullable Path lucene;

    @Option(names = "--java", paramLabel = "HOME", description = "The JVM of that process (default: this one)")
    private Path java = Path.of(System.getProperty("java.home"));

    @Option(
            names = "--node-folder",
            paramLabel = "FOLDER",
            description = "Where npm installs the packages of Node's systems (default: ${DEFAULT-VALUE})",
            defaultValue = "target/compared-stores")
    private Path nodeFolder = Path.of("");

    /** Fills all chosen systems. */
    void open(OpenPeers peers) throws IOException, InterruptedException {
        open(peers, Name.LUCENE, setting -> new LucenePeer(setting.folder("lucene"), setting.memories(), candidates));
        if (names.contains(Name.LUCENE_OTHER)) {
            openOtherLucene(peers);
        }
        open(peers, Name.LANGCHAIN4J, setting -> new LangChainPeer(setting.memories()));
        if (names.stream().anyMatch(name -> name.compareTo(Name.SQLITE_VEC) >= 0)) {
            NodePackages.installed(nodeFolder)
                    .ifPresentOrElse(
                            packages -> openNodes(peers, packages),
                            () -> peers.leaveOut(
                                    "sqlite-vec, LangGraph JS and mem0",
                                    "because node and npm are absent or npm failed"));
        }
    }

    private void open(OpenPeers peers, Name name, OpenPeers.Filling filling) {
        if (names.contains(name)) {
            peers.add(name.name(), filling);
        }
    }

    private void openOtherLucene(OpenPeers peers) {
        Path jars = lucene;
        if (jars == null) {
            peers.leaveOut("another version of Lucene", "because --lucene names no folder");
            return;
        }
        open(peers, Name.LUCENE_OTHER, setting -> LuceneProcess.start(java, jars, setting, candidates));
    }

    private void openNodes(OpenPeers peers, NodePackages packages) {
        open(peers, Name.SQLITE_VEC, setting -> new SqliteVecPeer(packages.sqliteVec(), setting.memories()));
        open(peers, Name.LANGGRAPH, node(packages, "langgraph", "keywords, durability, snapshots, as-of"));
        open(peers, Name.MEM0, node(packages, "mem0", "keywords in the same call, durability, snapshots, as-of"));
    }

    private static OpenPeers.Filling node(NodePackages packages, String store, String cannot) {
        return setting -> packages.start(
                store,
                PeerFiles.write(setting.folder("files"), setting.corpus(), setting.memories()),
                DIMENSIONS,
                cannot);
    }
}
