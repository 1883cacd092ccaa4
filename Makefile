.PHONY: test proofs run bench race kills mutants javadoc site outside format dependencies

test:
	mvn verify

proofs:
	mvn verify -Pproofs

run:
	mvn -q -Dmaven.test.skip -pl samples -am package exec:java

# make bench ARGS="recall --json recall.json"
bench:
	mvn -q -Dmaven.test.skip -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	java --add-modules jdk.incubator.vector -cp "benchmarks/target/classes:$$(cat benchmarks/target/classpath)" \
		dev.commonground.benchmarks.Benchmarks $(ARGS)

race:
	mvn test -pl memory-core -Prace

kills:
	mvn test -pl memory-core -Dtest=CrashTest -Dproofs.kills=200
	$(MAKE) bench ARGS="claims --only 8"

mutants:
	mvn test-compile org.pitest:pitest-maven:mutationCoverage -pl memory-core -Pmutants

javadoc:
	mvn -Dmaven.test.skip package javadoc:javadoc

site:
	.ci/site

outside:
	.ci/outside

format:
	mvn -q com.diffplug.spotless:spotless-maven-plugin:apply

dependencies:
	mvn dependency:tree -Dincludes=dev.langchain4j
