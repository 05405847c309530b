// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/run_program.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace racewalk::test {
namespace {

struct Pipe {
    int read = -1;
    int write = -1;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
            throw std::runtime_error("pipe failed");
        read = ends[0];
        write = ends[1];
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    ~Pipe()
    {
        closeEnd(read);
        closeEnd(write);
    }
    static void closeEnd(int &end)
    {
        if (end >= 0)
            close(end);
        end = -1;
    }
};

[[noreturn]] void becomeProgram(const std::string &program,
                                const std::vector<std::string> &arguments,
                                const ProgramSetting &setting)
{
    if (!setting.directory.empty() && chdir(setting.directory.c_str()) != 0)
        _exit(127);
    for (const std::string &entry : setting.environment) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos)
            unsetenv(entry.c_str());
        else
            setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
    }
    std::vector<char *> argv;
    argv.push_back(const_cast<char *>(program.c_str()));
    for (const std::string &argument : arguments)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(127);
}

/// Moves bytes until the end of both streams; false when time ran out.
bool converse(Pipe &in, Pipe &out, Pipe &err, std::string_view input, int timeoutSeconds,
              ProgramResult &result)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(timeoutSeconds);
    const auto receive = [](int &end, std::string &into) {
        std::array<char, 65536> buffer{};
        const ssize_t count = read(end, buffer.data(), buffer.size());
        if (count > 0)
            into.append(buffer.data(), static_cast<std::size_t>(count));
        else
            Pipe::closeEnd(end);
    };
    while (out.read >= 0 || err.read >= 0) {
        if (input.empty())
            Pipe::closeEnd(in.write);
        std::array<pollfd, 3> waits{
            {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 ||
            poll(waits.data(), waits.size(), static_cast<int>(left.count())) == 0)
            return false;
        if (waits[0].revents != 0)
            receive(out.read, result.output);
        if (waits[1].revents != 0)
            receive(err.read, result.errors);
        if (waits[2].revents != 0) {
            const ssize_t count =
                write(in.write, input.data(), std::min<std::size_t>(input.size(), 4096));
            input.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : input.size());
        }
    }
    return true;
}

} // namespace

ProgramResult runProgram(const std::string &program, const std::vector<std::string> &arguments,
                         const ProgramSetting &setting)
{
    // A program that closes its stdin early must not end the tests.
    std::signal(SIGPIPE, SIG_IGN);
    Pipe in;
    Pipe out;
    Pipe err;
    const pid_t child = fork();
    if (child < 0)
        throw std::runtime_error("fork failed");
    if (child == 0) {
        std::signal(SIGPIPE, SIG_DFL);
        dup2(in.read, STDIN_FILENO);
        dup2(out.write, STDOUT_FILENO);
        dup2(err.write, STDERR_FILENO);
        for (const int end : {in.read, in.write, out.read, out.write, err.read, err.write})
            close(end);
        becomeProgram(program, arguments, setting);
    }
    Pipe::closeEnd(in.read);
    Pipe::closeEnd(out.write);
    Pipe::closeEnd(err.write);
    ProgramResult result;
    if (!converse(in, out, err, setting.input, setting.timeoutSeconds, result))
        kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    result.exitStatus = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return result;
}

} // namespace racewalk::test
