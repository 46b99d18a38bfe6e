// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/why_command.h"

#include "server/cli/instances.h"
#include "server/cli/output.h"
#include "server/cli/why_text.h"

#include <QStringConverter>
#include <algorithm>
#include <filesystem>
#include <memory>

namespace shoal::cli {

namespace {

namespace fs = std::filesystem;

QJsonObject pathParameter(const Bytes& path)
{
    const QUtf8StringView text(path.data(), static_cast<qsizetype>(path.size()));
    if (text.isValidUtf8())
        return {{QStringLiteral("path"), text.toString()}};
    return {{QStringLiteral("path_base64"), QString::fromLatin1(QByteArray::fromStdString(path).toBase64())}};
}

// What a person can mean by a path, the likeliest first: the path from here; the same with the links on the way
// to it followed, because shares are known by their real folders; and the path in a share.
std::vector<Bytes> meaningsOf(const Bytes& typed)
{
    std::error_code error;
    fs::path here = fs::absolute(typed, error).lexically_normal();
    if (!here.has_filename() && here.has_relative_path())
        here = here.parent_path(); // a slash at the end
    std::vector<Bytes> meanings{here.native()};
    const fs::path folder = fs::weakly_canonical(here.parent_path(), error);
    if (!error)
        meanings.push_back((folder / here.filename()).native());
    if (!fs::path(typed).is_absolute())
        meanings.push_back(typed);
    meanings.erase(std::unique(meanings.begin(), meanings.end()), meanings.end());
    return meanings;
}

// Asks all instances for one meaning of the path after the other, until one of them knows it.
class WhyQuestion : public std::enable_shared_from_this<WhyQuestion>
{
public:
    WhyQuestion(std::vector<Bytes> sockets, std::vector<Bytes> meanings, bool json, Clock& clock,
                std::function<void(ExitCode)> done)
        : m_sockets(std::move(sockets)), m_meanings(std::move(meanings)), m_json(json), m_clock(clock),
          m_done(std::move(done))
    {}

    void ask()
    {
        const QJsonObject params = m_meanings.empty() ? QJsonObject() : pathParameter(m_meanings[m_next]);
        ++m_next;
        askInstances(m_sockets, QStringLiteral("why"), params, m_clock,
                     [self = shared_from_this()](const auto& answers) { self->take(answers); });
    }

private:
    static bool knows(const InstanceAnswer& answer) { return answer.result && knowsPath(*answer.result); }

    void take(const std::vector<InstanceAnswer>& answers)
    {
        const bool known = std::any_of(answers.begin(), answers.end(), knows);
        if (!known && m_next < m_meanings.size())
            ask();
        else
            m_done(report(answers, known));
    }

    ExitCode report(const std::vector<InstanceAnswer>& answers, bool known) const
    {
        bool fine = true;
        for (const InstanceAnswer& answer : answers) {
            // Instances that do not know the path have nothing to add to one that does.
            if (!answer.result || (known && !m_meanings.empty() && !knows(answer)))
                continue;
            print(m_json ? jsonLine(answer.socket, *answer.result) : whyText(*answer.result));
            fine = fine && isFine(*answer.result);
        }
        const ExitCode failures = complainAboutFailures(answers);
        return failures != ExitCode::Ok || fine ? failures : ExitCode::Problem;
    }

    std::vector<Bytes> m_sockets;
    std::vector<Bytes> m_meanings; // empty: everything that is not in sync
    size_t m_next = 0;
    bool m_json;
    Clock& m_clock;
    std::function<void(ExitCode)> m_done;
};

} // namespace

void startWhy(const CommandLine& line, Clock& clock, std::function<void(ExitCode)> done)
{
    if (line.words.size() > 2 || (line.words.size() == 2 && line.words[1].empty())) {
        done(complain("why takes one path, or none for everything that is not in sync", ExitCode::Usage));
        return;
    }
    auto sockets = chooseInstances(line.instance);
    if (!sockets) {
        done(complain(sockets.error().context, ExitCode::NoInstance));
        return;
    }
    std::vector<Bytes> meanings;
    if (line.words.size() == 2)
        meanings = meaningsOf(line.words[1]);
    std::make_shared<WhyQuestion>(std::move(*sockets), std::move(meanings), line.json, clock, std::move(done))->ask();
}

} // namespace shoal::cli
