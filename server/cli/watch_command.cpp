// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/output.h"
#include "server/cli/screen.h"
#include "server/cli/signals.h"
#include "server/cli/units.h"
#include "server/cli/watch_view.h"
#include "server/cli/watched_instance.h"

#include "shared/control/control_paths.h"

#include <algorithm>
#include <csignal>
#include <map>
#include <unistd.h>

namespace shoal::cli {

namespace {

constexpr int64_t kNsPerMs = 1'000'000;
// New instances come seldom, and looking for them connects to each that runs.
constexpr std::chrono::seconds kLookForOthers{5};

// Shows several instances until a person ends it: on the terminal's second screen, or as lines of what changed.
class Watch : public std::enable_shared_from_this<Watch>
{
public:
    enum class Form { Screen, Lines, Json };

    Watch(Form form, Clock& clock, Done done) : m_form(form), m_clock(clock), m_done(std::move(done)) {}

    // `others`: instances that start later are watched, too.
    void start(const std::vector<Bytes>& sockets, bool others)
    {
        m_signals = std::make_unique<Signals>(std::initializer_list<int>{SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP},
                                              [self = weak_from_this()](int number) {
                                                  if (const auto watch = self.lock())
                                                      watch->take(number);
                                              });
        if (m_form == Form::Screen)
            openScreen();
        for (const Bytes& socket : sockets)
            add(socket);
        if (others)
            lookLater();
    }

private:
    void openScreen()
    {
        m_screen = std::make_unique<Screen>();
        if (::isatty(STDIN_FILENO) != 1)
            return;
        m_keys = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        QObject::connect(m_keys.get(), &QSocketNotifier::activated, m_keys.get(), [this] { readKeys(); });
    }

    void readKeys()
    {
        char keys[64];
        const ssize_t size = ::read(STDIN_FILENO, keys, sizeof keys);
        if (size > 0 && !std::any_of(keys, keys + size, [](char key) { return key == 'q' || key == 'Q'; }))
            return;
        if (size > 0)
            end();
        else
            m_keys->setEnabled(false); // the terminal is gone, a SIGHUP follows
    }

    void take(int number)
    {
        if (number == SIGWINCH)
            return show();
        if (number != SIGTSTP)
            return end();
        if (m_screen)
            m_screen->leave();
        ::kill(::getpid(), SIGSTOP);
        if (m_screen) // a shell has continued us
            m_screen->enter();
        show();
    }

    void end()
    {
        m_screen.reset();
        m_done(ExitCode::Ok);
    }

    void add(const Bytes& socket)
    {
        m_instances.push_back(std::make_unique<WatchedInstance>(socket, m_clock, [this] { show(); }));
        m_instances.back()->start();
    }

    void lookLater()
    {
        m_clock.after(kLookForOthers, [self = weak_from_this()] {
            const auto watch = self.lock();
            if (!watch)
                return;
            for (const Bytes& socket : control::findInstances()) {
                if (!watch->watches(socket))
                    watch->add(socket);
            }
            watch->lookLater();
        });
    }

    bool watches(const Bytes& socket) const
    {
        return std::any_of(m_instances.begin(), m_instances.end(),
                           [&](const auto& instance) { return instance->socket() == socket; });
    }

    void show()
    {
        std::vector<WatchedState> states;
        for (const auto& instance : m_instances)
            states.push_back({instance->socket(), instance->isThere(), instance->status(), instance->transfers()});
        if (m_screen) {
            const auto [columns, rows] = m_screen->size();
            m_screen->show(screenOf(states, localTime(m_clock.wallNs() / kNsPerMs), columns, rows));
        } else {
            for (const WatchedState& state : states)
                m_form == Form::Json ? printDocument(state) : printLines(state);
        }
    }

    void printDocument(const WatchedState& state)
    {
        if (!state.there && m_shown.find(state.socket) == m_shown.end())
            return; // not asked yet
        printOnce(state.socket, jsonLine(state.socket, documentOf(state)), "");
    }

    void printLines(const WatchedState& state)
    {
        const Bytes name = textIn(objectIn(state.status, "device"), "name");
        if (!state.there && name.empty())
            return; // not asked yet
        const Bytes start = localTime(m_clock.wallNs() / kNsPerMs) + "  " + name + "  ";
        printOnce(state.socket, state.there ? Bytes("runs\n") : Bytes("does not answer; waiting for it\n"), start);
        if (!state.there)
            return;
        for (const QJsonObject& share : listIn(state.status, "shares"))
            printOnce(state.socket + '\0' + bytesIn(share, "dir"), shareLine(share) + '\n', start);
    }

    // Prints what is not the same as the last time.
    void printOnce(const Bytes& key, const Bytes& line, const Bytes& start)
    {
        Bytes& last = m_shown[key];
        if (last == line)
            return;
        last = line;
        print(start + line);
    }

    Form m_form;
    Clock& m_clock;
    Done m_done;
    std::unique_ptr<Signals> m_signals;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<QSocketNotifier> m_keys;
    std::vector<std::unique_ptr<WatchedInstance>> m_instances;
    std::map<Bytes, Bytes> m_shown;
};

class WatchCommand final : public Command
{
public:
    Manual manual() const override
    {
        return {
            "watch",
            "",
            "see it live: shares, peers, files on their way, rates, time left",
            "On a terminal a screen that follows what happens, until q or ^C; elsewhere a line for each change. With\n"
            "--json one document a line for each change, as status gives it, with running and transfers added.\n",
            "  shoal watch\n"
            "  shoal watch --instance www\n"
            "  shoal watch > changes.log\n"
            "  shoal watch --json | jq -c '.shares[] | [.dir, .state, .pending_files]'\n",
            {}};
    }

    void start(const CommandLine& line, Clock& clock, Done done) const override
    {
        if (!line.words.empty())
            return done(complain(wrongArguments(manual()).value().context, ExitCode::Usage));
        const Watch::Form form = line.has("--json")   ? Watch::Form::Json
                                 : outputIsTerminal() ? Watch::Form::Screen
                                                      : Watch::Form::Lines;
        const auto named = line.value("--instance");
        chooseInstances(named, clock, [this, form, named, &clock, done](const auto& sockets) {
            if (!sockets)
                return done(complain(sockets.error().context, exitCodeOfChoice(sockets.error())));
            m_watch = std::make_shared<Watch>(form, clock, done);
            m_watch->start(*sockets, !named);
        });
    }

private:
    mutable std::shared_ptr<Watch> m_watch;
};

} // namespace

std::unique_ptr<const Command> makeWatchCommand()
{
    return std::make_unique<WatchCommand>();
}

} // namespace shoal::cli
