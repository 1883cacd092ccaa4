.PHONY: test run format dependencies

test:
	mvn verify

run:
	mvn -Dmaven.test.skip -pl samples -am package exec:java

format:
	mvn -q com.diffplug.spotless:spotless-maven-plugin:apply

dependencies:
	mvn dependency:tree -Dincludes=dev.langchain4j
