package dev.commonground.samples.spring;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a team knows about its tasks, over HTTP. */
// guide
@RestController
@RequestMapping("/tasks/{task}/{agent}")
class TaskController {

    private final SharedMemory memory;

    TaskController(SharedMemory memory) {
        this.memory = memory;
    }

    @PostMapping("/messages")
    @ResponseStatus(HttpStatus.CREATED)
    List<String> learn(@PathVariable String task, @PathVariable String agent, @RequestBody String message) {
        return agent(task, agent).learn(List.of(UserMessage.from(message))).memories().stream()
                .map(one -> one.kind() + " " + one.text())
                .toList();
    }

    @GetMapping("/briefing")
    String brief(@PathVariable String task, @PathVariable String agent, @RequestParam String work) {
        return agent(task, agent).brief(work).text();
    }

    private AgentMemory agent(String task, String agent) {
        return memory.task(task).agent(agent);
    }
}
// end of guide
