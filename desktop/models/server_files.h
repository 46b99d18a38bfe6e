// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>

namespace shoal::models {

// Several servers that keep the same folders, as a person plans them.
struct ServerPlan
{
    struct Server
    {
        QString name;    // "app01"; its folder of files is called so, and its devices begin with it
        QString address; // host name or IP address by which the others reach it
    };
    struct Share
    {
        QString name;   // "www": names the instance and its config file
        QString folder; // "/data/www", on every server
        QString user;   // empty: root's rights, or whoever starts it
        QString group;  // empty: the user's primary one
        QString secret; // read-write
    };

    // A port of its own for each instance of a server, from here upwards.
    static constexpr int kFirstPort = 44444;

    QList<Server> servers;
    QList<Share> shares;
    int firstPort = kFirstPort;
};

// What is wrong with a plan: which cell of which table, and a sentence.
struct PlanMistake
{
    enum class Where { Servers, Shares, Ports };

    Where where;
    int row = 0;
    int column = 0; // in the order of the members above
    QString sentence;
};

// A config file of one server, or the text that says what to do with them.
struct ServerFile
{
    QString path; // relative, with "/": "app01/www.www-data.conf"
    QByteArray text;
};

// Makes a plan into the files of /etc/shoal for each server. Pure text: nothing is read or written.
class ServerFiles
{
    Q_DECLARE_TR_FUNCTIONS(shoal::models::ServerFiles)

public:
    // Two app servers with the folders they usually share; without secrets.
    static ServerPlan usualPlan();
    // Empty: the plan can be written. Secrets are not looked at.
    static QList<PlanMistake> mistakesIn(const ServerPlan& plan);
    // What to do with the files, step by step.
    static QString stepsFor(const ServerPlan& plan);
    // Of a plan without mistakes; the steps are README.txt. The names follow docs/operations.md: NAME.conf,
    // NAME.USER.conf, NAME.USER.GROUP.conf.
    static QList<ServerFile> filesOf(const ServerPlan& plan);
};

} // namespace shoal::models
