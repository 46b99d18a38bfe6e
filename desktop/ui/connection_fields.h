// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace shoal::ui {

class NoteLine;

// How a new share finds its other devices.
class ConnectionFields final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionFields(QWidget* parent = nullptr);

    // Each entry of the line is host:port, or the line is empty.
    bool isRight() const;
    // search_lan and known_hosts, as add_share takes them.
    QJsonObject values() const;

    // The entries of a text with commas or blanks between them.
    static QStringList hostsIn(const QString& text);
    static bool isHostAndPort(const QString& host);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void review();
    void retranslate();

    QCheckBox* const m_lan;
    QLabel* const m_label;
    QLineEdit* const m_hosts;
    NoteLine* const m_mistake;
};

} // namespace shoal::ui
