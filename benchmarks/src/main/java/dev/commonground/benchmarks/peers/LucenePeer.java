package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.measure.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's HNSW graph and BM25, with Lucene's default settings, in one merged segment of mapped files. A hybrid answer is
 * the sum of the reciprocal ranks of both searches. The class uses only what Lucene 9.12 and 10 share.
 */
final class LucenePeer implements Peer {

    /** The usual constant of reciprocal rank fusion (Cormack et al., 2009). */
    private static final double RANK_OFFSET = 60;

    private static final String TEXT = "text";
    private static final String VECTOR = "vector";
    private static final String PRIORITY = "priority";

    private final int candidates;
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final QueryBuilder words = new QueryBuilder(new EnglishAnalyzer());

    LucenePeer(Path folder, Iterable<Corpus.CorpusMemory> memories, int candidates) throws IOException {
        this.candidates = candidates;
        this.directory = new MMapDirectory(folder);
        write(memories);
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
    }

    private void write(Iterable<Corpus.CorpusMemory> memories) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new EnglishAnalyzer()))) {
            for (Corpus.CorpusMemory memory : memories) {
                writer.addDocument(document(memory));
            }
            writer.forceMerge(1);
        }
    }

    private static Document document(Corpus.CorpusMemory memory) {
        Document document = new Document();
        document.add(new TextField(TEXT, memory.statement().text(), Field.Store.YES));
        document.add(new KnnFloatVectorField(VECTOR, memory.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        Filters.words(memory).forEach((name, value) -> document.add(new StringField(name, value, Field.Store.YES)));
        document.add(new IntPoint(PRIORITY, Filters.priority(memory)));
        document.add(new StoredField("priority stored", Filters.priority(memory)));
        return document;
    }

    @Override
    public String title() {
        return "Lucene " + Version.LATEST + " HNSW + BM25";
    }

    @Override
    public String cannot() {
        return "snapshots, as-of; the index is durable at a commit only";
    }

    @Override
    public boolean answers(Inquiry.QuestionForm form) {
        return true;
    }

    @Override
    public PeerAnswer ask(Inquiry question) throws IOException {
        Stopwatch watch = new Stopwatch();
        return PeerAnswer.of(
                watch, found(question, candidates, question.form().filtered() ? filter() : null), Function.identity());
    }

    /** If as many memories are asked for as the filter passes, Lucene compares each of their vectors. */
    @Override
    public List<Integer> exhaustive(Inquiry question, ExactSearch exact) throws IOException {
        return exhaustive(question);
    }

    List<Integer> exhaustive(Inquiry question) throws IOException {
        return found(question, reader.numDocs(), question.form().filtered() ? filter() : new MatchAllDocsQuery());
    }

    private List<Integer> found(Inquiry question, int visited, @Nullable Query filter) throws IOException {
        ScoreDoc[] near = searcher.search(
                        new KnnFloatVectorQuery(VECTOR, question.vector(), visited, filter), candidates)
                .scoreDocs;
        return numbers(question.form().hybrid() ? fused(near, byWords(question, filter)) : near);
    }

    private ScoreDoc[] byWords(Inquiry question, @Nullable Query filter) throws IOException {
        Query query = words.createBooleanQuery(TEXT, question.text());
        BooleanQuery.Builder both = new BooleanQuery.Builder()
                .add(query == null ? new MatchNoDocsQuery() : query, BooleanClause.Occur.MUST);
        if (filter != null) {
            both.add(filter, BooleanClause.Occur.FILTER);
        }
        return searcher.search(both.build(), candidates).scoreDocs;
    }

    private static ScoreDoc[] fused(ScoreDoc[] near, ScoreDoc[] byWords) {
        Map<Integer, Double> sums = new HashMap<>();
        for (ScoreDoc[] ranking : List.of(near, byWords)) {
            for (int rank = 0; rank < ranking.length; rank++) {
                sums.merge(ranking[rank].doc, 1 / (RANK_OFFSET + rank + 1), Double::sum);
            }
        }
        return sums.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .map(sum -> new ScoreDoc(sum.getKey(), sum.getValue().floatValue()))
                .toArray(ScoreDoc[]::new);
    }

    /** Reads the texts of the best ten, as an application would. */
    private List<Integer> numbers(ScoreDoc[] ranking) throws IOException {
        StoredFields stored = searcher.storedFields();
        Integer[] numbers = new Integer[Math.min(LIMIT, ranking.length)];
        for (int rank = 0; rank < numbers.length; rank++) {
            numbers[rank] = Peer.number(stored.document(ranking[rank].doc).get(TEXT));
        }
        return Arrays.asList(numbers);
    }

    private static Query filter() {
        return new BooleanQuery.Builder()
                .add(anyOf("author", Filters.AUTHORS), BooleanClause.Occur.FILTER)
                .add(anyOf("kind", Filters.kinds()), BooleanClause.Occur.FILTER)
                .add(IntPoint.newRangeQuery(PRIORITY, Filters.LEAST, Filters.GREATEST), BooleanClause.Occur.FILTER)
                .add(new TermQuery(new Term("team", Filters.REFUSED_TEAM)), BooleanClause.Occur.MUST_NOT)
                .build();
    }

    private static Query anyOf(String field, List<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
