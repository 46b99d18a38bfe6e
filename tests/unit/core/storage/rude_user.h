// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "share_folder.h"
#include "stepping_file_system.h"

#include <atomic>
#include <map>
#include <set>
#include <thread>

namespace shoal::storage {

enum class Rudeness {
    WritesInPlace,
    RestoresTheTime,     // writes as many bytes in place and sets the time back
    OpensAndWritesLater, // when everything is over
    SavesByRename,
    Deletes,
    MakesAnew,
    PutsFolder,
    PutsLink,
    RenamesAway,
};

// Somebody who uses a file of the share by its name, with any program, at the worst moment. Remembers what
// must still exist afterwards: everything that was ever written and not overwritten by himself.
class RudeUser
{
public:
    RudeUser(ShareFolder& folder, Steps& steps, Bytes name) : m_folder(folder), m_steps(steps), m_name(std::move(name))
    {}
    ~RudeUser() { finish(); }

    // A content that must not be lost.
    void treasures(const Bytes& content) { m_treasures.insert(content); }

    void act(Rudeness rudeness, const Bytes& content)
    {
        const Bytes path = m_folder.path(m_name);
        const Bytes spare = m_folder.path("spare-" + content);
        const bool newContent = rudeness != Rudeness::Deletes && rudeness != Rudeness::RenamesAway;
        if (newContent)
            treasures(content);
        switch (rudeness) {
        case Rudeness::WritesInPlace:
        case Rudeness::RestoresTheTime:
        case Rudeness::OpensAndWritesLater:
            writeInPlace(path, content, rudeness);
            break;
        case Rudeness::SavesByRename:
            ShareFolder::writeTo(spare, content);
            if (isFolder(path))
                break; // rename fails, the program says so
            overwrites(path);
            std::filesystem::rename(spare, path);
            break;
        case Rudeness::Deletes:
            remove(path);
            break;
        case Rudeness::MakesAnew:
            remove(path);
            ShareFolder::writeTo(path, content);
            break;
        case Rudeness::PutsFolder:
            remove(path);
            std::filesystem::create_directory(path);
            ShareFolder::writeTo(path + "/inner", content);
            break;
        case Rudeness::PutsLink:
            remove(path);
            std::filesystem::create_symlink(content, path);
            break;
        case Rudeness::RenamesAway:
            if (m_folder.exists(m_name))
                std::filesystem::rename(path, spare);
            break;
        }
    }

    // Somebody else gave this content up, or can get it again.
    void forgoes(const Bytes& content) { m_treasures.erase(content); }

    // Lets the late writers write, and waits for those that a lease held back.
    void finish()
    {
        m_over = true;
        m_over.notify_all();
        for (auto& writer : m_writers)
            writer.join();
        m_writers.clear();
    }

    // What is nowhere in the share any more.
    std::set<Bytes> lost() const
    {
        std::set<Bytes> missing = m_treasures;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder.root())) {
            if (entry.is_symlink())
                missing.erase(std::filesystem::read_symlink(entry.path()).string());
            else if (entry.is_regular_file())
                missing.erase(ShareFolder::readFrom(entry.path().string()));
        }
        return missing;
    }

private:
    static bool isFolder(const Bytes& path)
    {
        return std::filesystem::is_directory(std::filesystem::symlink_status(path));
    }
    static ino_t inodeOf(const Bytes& path)
    {
        struct stat found = {};
        return ::lstat(path.c_str(), &found) == 0 ? found.st_ino : 0;
    }
    // What stands there is given up by the user himself, with what he is about to write to it.
    void overwrites(const Bytes& path)
    {
        const auto status = std::filesystem::symlink_status(path);
        if (std::filesystem::is_symlink(status))
            m_treasures.erase(std::filesystem::read_symlink(path).string());
        else if (std::filesystem::is_regular_file(status))
            m_treasures.erase(ShareFolder::readFrom(path));
        else if (std::filesystem::is_directory(status))
            m_treasures.erase(ShareFolder::readFrom(path + "/inner"));
        m_treasures.erase(m_waiting[inodeOf(path)]);
    }
    void remove(const Bytes& path)
    {
        overwrites(path);
        std::filesystem::remove_all(path);
    }
    // Opening a leased file for writing waits until the lease is given up, so it happens in a thread. Goes on as soon
    // as the writing is done, put off or waits: all are states, not matters of time.
    void writeInPlace(const Bytes& path, Bytes content, Rudeness rudeness)
    {
        m_treasures.erase(content);
        struct stat found = {};
        if (::lstat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode))
            return; // nothing to open
        if (m_steps.anyLeaseBroken())
            return; // the first program hangs: nobody could tell when a second one gets to its turn
        overwrites(path);
        if (rudeness == Rudeness::RestoresTheTime)
            content.resize(static_cast<size_t>(found.st_size), '!');
        treasures(content);
        m_waiting[found.st_ino] = content;
        auto goOn = std::make_shared<std::atomic<bool>>(false);
        m_writers.emplace_back([this, path, content, rudeness, goOn, found] {
            const int fd = ::open(path.c_str(), O_WRONLY);
            if (rudeness == Rudeness::OpensAndWritesLater) {
                *goOn = true;
                m_over.wait(false);
            }
            const auto size = static_cast<ssize_t>(content.size());
            if (fd < 0 || ::write(fd, content.data(), content.size()) != size || ::ftruncate(fd, size) != 0)
                qFatal("the user cannot write");
            const timespec times[2] = {found.st_atim, found.st_mtim};
            if (rudeness == Rudeness::RestoresTheTime)
                ::futimens(fd, times);
            ::close(fd);
            *goOn = true;
        });
        while (!*goOn && !m_steps.anyLeaseBroken())
            std::this_thread::yield();
        if (*goOn && rudeness != Rudeness::OpensAndWritesLater)
            m_waiting.clear();
    }

    ShareFolder& m_folder;
    Steps& m_steps;
    Bytes m_name;
    std::set<Bytes> m_treasures;
    std::map<ino_t, Bytes> m_waiting; // contents that will go into a file as soon as its lease is given up
    std::atomic<bool> m_over{false};
    std::vector<std::thread> m_writers;
};

} // namespace shoal::storage
