// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include <QTest>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

namespace fs = std::filesystem;
using shoal::Bytes;
using shoal::test::Cluster;

// Random histories of five whole replicas on real folders, two of them read-only: edits, large files, symlinks, chmod,
// renames, hard links, swaps, changes of case and type, deletions, directory moves, partitions and crashes, clocks that
// are a day off, readers that hear of changes from each other, and indexes that are lost or restored from a backup,
// from a seed that is printed. In a quarter of them months pass at a time, so that deletions are forgotten, and people
// answer what is asked about old files. In the end all replicas are equal, and no content is lost that somebody wrote
// and nobody overwrote.
//
// SHOAL_SIM_SEEDS=first-last runs other seeds.
class TstReplicas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replicasConvergeAndLoseNothing_data();
    void replicasConvergeAndLoseNothing();
};

namespace {

// Only the first of them change anything; the others have the read-only secret.
constexpr size_t kWriters = 3;
constexpr size_t kNodes = 5;

class History
{
public:
    explicit History(uint64_t seed)
        : m_cluster(seed), m_random(shoal::makeSeededRandom(seed * 7919 + 1)), m_monthsPass(seed % 4 == 1)
    {
        for (size_t node = 0; node < kNodes; ++node) {
            // What is in an archive shall be found there in the end.
            m_cluster.add({.readOnly = node >= kWriters,
                           .settings = [](shoal::engine::ShareSettings& settings) { settings.archiveDays = 0; }});
            // In a third of the histories the clocks are wrong.
            if (seed % 3 == 0)
                m_cluster.clock(node).setSkew(std::chrono::hours(24) * (static_cast<int>(m_random->below(3)) - 1));
        }
        // Half of the histories begin with a filled folder or two.
        for (size_t node = 0; node < 2 && m_random->below(2) == 0; ++node) {
            for (int i = 0; i < 4; ++i)
                change(node);
        }
        for (size_t node = 0; node < kNodes; ++node)
            m_cluster.start(node);
        m_cluster.connectAll();
    }

    void play(size_t steps)
    {
        for (size_t i = 0; i < steps; ++i) {
            const uint64_t what = m_random->below(100);
            const size_t node = m_random->below(kNodes);
            if (what < 45)
                change(m_random->below(kWriters));
            else if (what < 75)
                m_cluster.run(m_random->below(200));
            else if (what < 82)
                m_cluster.disconnect(node, (node + 1 + m_random->below(kNodes - 1)) % kNodes);
            else if (what < 90)
                m_cluster.connect(node, (node + 1 + m_random->below(kNodes - 1)) % kNodes);
            else if (what < 94)
                restart(node);
            else if (what < 95)
                loseIndex(m_random->below(kWriters));
            else if (what < 96)
                readersAlone();
            else if (what < 99 && m_monthsPass)
                passMonths();
            else
                m_cluster.clock(node).advance(std::chrono::milliseconds(m_random->below(3000)));
        }
        for (size_t node = 0; node < kNodes; ++node)
            m_cluster.clock(node).advance(std::chrono::seconds(2));
        m_cluster.connectAll();
        m_cluster.settle();
        for (int questions = 0; questions < 5 && answerQuestions(); ++questions)
            m_cluster.settle();
    }

    Cluster& cluster() { return m_cluster; }
    const std::set<Bytes>& unreplaced() const { return m_unreplaced; }
    const std::set<Bytes>& unreplacedLinks() const { return m_unreplacedLinks; }
    const std::vector<Bytes>& story() const { return m_story; }

private:
    void tell(Bytes line) { m_story.push_back(std::move(line)); }

    void restart(size_t node)
    {
        const bool crash = m_random->below(2) == 0;
        tell((crash ? "crash " : "restart ") + std::to_string(node));
        if (crash)
            m_cluster.crash(node);
        else
            m_cluster.stop(node);
        m_cluster.start(node);
    }

    // Gone, or as a backup of a while ago has it. Whatever was deleted meanwhile stays so. (A reader without an index
    // keeps what it finds and no record describes.)
    void loseIndex(size_t node)
    {
        const Bytes path = m_cluster.indexPath(node);
        const Bytes backup = path + ".backup";
        m_cluster.stop(node);
        if (!fs::exists(path)) {
            tell("restarts " + std::to_string(node) + " before it was open");
        } else if (fs::exists(backup)) {
            tell("restores the index of " + std::to_string(node));
            fs::rename(backup, path);
        } else if (m_random->below(2) == 0) {
            tell("backs up the index of " + std::to_string(node));
            fs::copy_file(path, backup);
        } else {
            tell("loses the index of " + std::to_string(node));
            fs::remove(path);
        }
        m_cluster.start(node);
    }

    void passMonths()
    {
        const auto days = 20 + m_random->below(200);
        tell(std::to_string(days) + " days pass");
        for (size_t node = 0; node < kNodes; ++node)
            m_cluster.clock(node).advance(std::chrono::hours(24) * static_cast<int>(days));
    }

    // Each for what it holds; answers may contradict each other. True: somebody was asked.
    bool answerQuestions()
    {
        bool asked = false;
        for (size_t node = 0; node < kWriters; ++node) {
            const bool keep = m_random->below(2) == 0;
            const auto answer = keep ? shoal::engine::HeldAnswer::Keep : shoal::engine::HeldAnswer::Remove;
            if (!m_cluster.worker(node).answerHeld(answer, {}))
                continue;
            asked = true;
            tell(std::to_string(node) + (keep ? " keeps" : " removes") + " what is held");
        }
        for (size_t reader = kWriters; reader < kNodes; ++reader) {
            for (const auto& item : m_cluster.worker(reader).why({})) {
                const bool held = item.reason.text().find("perhaps it was deleted long ago") != Bytes::npos;
                if (held && m_cluster.worker(0).answerHeld(shoal::engine::HeldAnswer::Keep, item.path)) {
                    asked = true;
                    tell("0 keeps " + item.path + " for a reader");
                }
            }
        }
        return asked;
    }

    // What the one has heard goes to the other without a writer.
    void readersAlone()
    {
        for (size_t reader = kWriters; reader < kNodes; ++reader) {
            for (size_t writer = 0; writer < kWriters; ++writer)
                m_cluster.disconnect(reader, writer);
        }
        m_cluster.connect(kWriters, kWriters + 1);
        for (int i = 0; i < 8; ++i) {
            m_cluster.run(10'000);
            for (size_t reader = kWriters; reader < kNodes; ++reader)
                m_cluster.clock(reader).advance(std::chrono::milliseconds(500));
        }
        m_cluster.connect(kWriters, 0);
    }

    std::vector<fs::path> list(size_t node, bool directories) const
    {
        std::vector<fs::path> found;
        const fs::path root = m_cluster.folder(node).toStdString();
        if (directories)
            found.push_back(root);
        for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
            if (it->path().filename() == ".sync") {
                it.disable_recursion_pending();
                continue;
            }
            if (it->is_symlink())
                it.disable_recursion_pending();
            if ((it->is_directory() && !it->is_symlink()) == directories)
                found.push_back(it->path());
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    static Bytes read(const fs::path& path)
    {
        if (fs::is_symlink(path))
            return fs::read_symlink(path).string();
        std::ifstream file(path, std::ios::binary);
        return Bytes(std::istreambuf_iterator<char>(file), {});
    }
    static bool isThere(const fs::path& path) { return fs::exists(fs::symlink_status(path)); }
    static bool isDirectory(const fs::path& path) { return fs::is_directory(fs::symlink_status(path)); }

    template <class T> const T& pick(const std::vector<T>& from) { return from[m_random->below(from.size())]; }

    void change(size_t node)
    {
        static const std::vector<Bytes> kNames{"a", "b", "c.txt", "d", "A"};
        const auto dirs = list(node, true);
        const auto files = list(node, false);
        const fs::path target = pick(dirs) / pick(kNames);
        const uint64_t what = m_random->below(20);
        if (what < 6 || files.empty())
            write(node, target, "content " + std::to_string(++m_contents));
        else if (what < 8)
            remove(node, pick(files));
        else if (what < 10)
            rename(node, pick(files), target);
        else if (what < 12)
            makeDirectory(node, target);
        else if (what < 13 && m_random->below(2) == 0)
            link(node, target);
        else if (what < 13)
            hardLink(node, pick(files), target);
        else if (what < 14)
            changeMode(node, pick(files));
        else if (what < 15)
            writeLarge(node, pick(files), target);
        else if (dirs.size() > 1)
            changeDirectory(node, what, dirs, target);
    }

    void changeDirectory(size_t node, uint64_t what, const std::vector<fs::path>& dirs, const fs::path& target)
    {
        const fs::path dir = dirs[1 + m_random->below(dirs.size() - 1)];
        const fs::path other = dirs[1 + m_random->below(dirs.size() - 1)];
        if (what < 17)
            moveDirectory(node, dir, target);
        else if (what < 18)
            swap(node, dir, other);
        else
            removeDirectory(node, dir, what == 19);
    }

    // True when a new file may take the place.
    bool makeRoom(const fs::path& target)
    {
        if (isDirectory(target))
            return false;
        if (isThere(target))
            overwritten(target);
        return true;
    }

    void write(size_t node, const fs::path& target, Bytes content)
    {
        if (!makeRoom(target))
            return;
        tell(std::to_string(node) + " writes '" + content.substr(0, 40) + "' (" + std::to_string(content.size()) +
             ") to " + target.string());
        std::error_code ignored;
        if (fs::is_symlink(target))
            fs::remove(target, ignored);
        std::ofstream(target, std::ios::binary | std::ios::trunc) << content;
        m_unreplaced.insert(std::move(content));
    }

    // A new large file, or a large one with its middle changed, or with something appended.
    void writeLarge(size_t node, const fs::path& file, const fs::path& target)
    {
        const Bytes mark = "large " + std::to_string(++m_contents) + " ";
        const Bytes old = fs::is_symlink(file) ? Bytes() : read(file);
        if (old.size() < 300'000) {
            write(node, target,
                  mark + shoal::makeSeededRandom(m_contents)->bytes(300'000 + m_random->below(1'700'000)));
            return;
        }
        Bytes content = old;
        if (m_random->below(2) == 0)
            content += mark;
        else
            content.replace(m_random->below(content.size() - mark.size()), mark.size(), mark);
        write(node, m_random->below(2) == 0 ? file : target, content);
    }

    void remove(size_t node, const fs::path& file)
    {
        tell(std::to_string(node) + " deletes " + file.string());
        overwritten(file);
        std::error_code ignored;
        fs::remove(file, ignored);
    }

    void rename(size_t node, const fs::path& file, const fs::path& target)
    {
        if (isDirectory(target) || file == target)
            return;
        if (isThere(target))
            overwritten(target);
        tell(std::to_string(node) + " renames " + file.string() + " to " + target.string());
        std::error_code ignored;
        fs::rename(file, target, ignored);
    }

    // Also where a file is.
    void makeDirectory(size_t node, const fs::path& target)
    {
        std::error_code ignored;
        if (isThere(target) && !isDirectory(target))
            remove(node, target);
        tell(std::to_string(node) + " makes " + target.string());
        fs::create_directory(target, ignored);
    }

    void link(size_t node, const fs::path& target)
    {
        if (!makeRoom(target))
            return;
        const Bytes to = "target " + std::to_string(++m_contents);
        tell(std::to_string(node) + " links " + target.string() + " to '" + to + "'");
        std::error_code ignored;
        fs::remove(target, ignored);
        fs::create_symlink(to, target, ignored);
        m_unreplacedLinks.insert(to);
    }

    void hardLink(size_t node, const fs::path& file, const fs::path& target)
    {
        if (fs::is_symlink(file) || file == target || !makeRoom(target))
            return;
        tell(std::to_string(node) + " hard links " + target.string() + " to " + file.string());
        std::error_code ignored;
        fs::remove(target, ignored);
        fs::create_hard_link(file, target, ignored);
    }

    void changeMode(size_t node, const fs::path& file)
    {
        if (fs::is_symlink(file))
            return;
        const auto mode = static_cast<fs::perms>(0600 | (m_random->below(2) * 0100) | (m_random->below(2) * 0040));
        tell(std::to_string(node) + " changes the mode of " + file.string());
        std::error_code ignored;
        fs::permissions(file, mode, ignored);
    }

    void moveDirectory(size_t node, const fs::path& dir, const fs::path& target)
    {
        if (isThere(target) || (target.string() + "/").starts_with(dir.string() + "/"))
            return;
        tell(std::to_string(node) + " moves " + dir.string() + " to " + target.string());
        std::error_code ignored;
        fs::rename(dir, target, ignored);
    }

    void swap(size_t node, const fs::path& one, const fs::path& two)
    {
        if ((one.string() + "/").starts_with(two.string() + "/") ||
            (two.string() + "/").starts_with(one.string() + "/"))
            return;
        tell(std::to_string(node) + " swaps " + one.string() + " and " + two.string());
        const fs::path between = one.string() + ".swap";
        std::error_code ignored;
        fs::rename(one, between, ignored);
        fs::rename(two, one, ignored);
        fs::rename(between, two, ignored);
    }

    void removeDirectory(size_t node, const fs::path& dir, bool forAFile)
    {
        tell(std::to_string(node) + " removes " + dir.string());
        for (auto it = fs::recursive_directory_iterator(dir); it != fs::recursive_directory_iterator(); ++it) {
            if (it->is_symlink() || !it->is_directory())
                overwritten(it->path());
        }
        std::error_code ignored;
        fs::remove_all(dir, ignored);
        if (forAFile)
            write(node, dir, "content " + std::to_string(++m_contents));
    }

    // Somebody who saw a content replaced it: it may go.
    void overwritten(const fs::path& path)
    {
        (fs::is_symlink(path) ? m_unreplacedLinks : m_unreplaced).erase(read(path));
    }

    Cluster m_cluster;
    std::unique_ptr<shoal::Random> m_random;
    const bool m_monthsPass;
    std::set<Bytes> m_unreplaced;
    std::set<Bytes> m_unreplacedLinks; // their targets
    std::vector<Bytes> m_story;
    uint64_t m_contents = 0;
};

} // namespace

void TstReplicas::replicasConvergeAndLoseNothing_data()
{
    QTest::addColumn<quint64>("seed");
    quint64 first = 1;
    quint64 last = 40;
    const QByteArray wanted = qgetenv("SHOAL_SIM_SEEDS");
    if (!wanted.isEmpty()) {
        first = wanted.split('-').first().toULongLong();
        last = wanted.split('-').last().toULongLong();
    }
    for (quint64 seed = first; seed <= last; ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

void TstReplicas::replicasConvergeAndLoseNothing()
{
    QFETCH(quint64, seed);
    History history(seed);
    history.play(60);
    Cluster& cluster = history.cluster();
    const auto tree = cluster.tree(0);
    const auto story = [&] {
        Bytes text;
        for (const Bytes& line : history.story())
            text += line + "\n";
        for (size_t node = 0; node < kNodes; ++node) {
            text += "node " + std::to_string(node) + ":\n";
            for (const auto& [path, content] : cluster.tree(node))
                text += "  " + path + " = " + shoal::printable(content.substr(0, 40)) + " (" +
                        std::to_string(content.size()) + ")\n";
            for (const auto& item : cluster.worker(node).why(""))
                text += "  why " + item.path + ": " + item.reason.text() + "\n";
        }
        std::fputs(text.c_str(), stderr); // the test's own message is cut short
        return Bytes("the story is above");
    };
    for (size_t node = 1; node < cluster.size(); ++node)
        QVERIFY2(cluster.tree(node) == tree, cluster.tree(node) == tree ? "" : ("replicas differ: " + story()).c_str());
    QVERIFY2(cluster.misbehaviour().empty(),
             cluster.misbehaviour().empty() ? "" : (cluster.misbehaviour()[0].context + ": " + story()).c_str());
    std::set<Bytes> kept;
    for (const auto& [path, content] : tree)
        kept.insert(content.substr(content.find(':') + 1));
    for (size_t node = 0; node < cluster.size(); ++node) {
        for (const Bytes& content : cluster.archived(node))
            kept.insert(content);
    }
    for (const Bytes& content : history.unreplaced())
        QVERIFY2(kept.contains(content),
                 kept.contains(content)
                     ? ""
                     : ("lost '" + shoal::printable(content.substr(0, 40)) + "': " + story()).c_str());
    for (const Bytes& target : history.unreplacedLinks())
        QVERIFY2(kept.contains(target),
                 kept.contains(target) ? "" : ("lost the link to '" + target + "': " + story()).c_str());
    // Once equal, nothing more is said.
    const uint64_t said = cluster.contentBytesSent();
    cluster.settle();
    QCOMPARE(cluster.contentBytesSent(), said);
    QVERIFY(cluster.tree(kNodes - 1) == tree);
}

QTEST_GUILESS_MAIN(TstReplicas)
#include "tst_replicas.moc"
