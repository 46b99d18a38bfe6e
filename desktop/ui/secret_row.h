// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace shoal::ui {

// Puts a secret on the clipboard, and asks programs that keep a history of it not to keep this.
void copySecret(const QString& secret);

// One secret of a share: what it allows, in a sentence, and the secret to copy. A read-write one is covered until it is
// uncovered by a click, and cannot be copied before.
class SecretRow final : public QWidget
{
    Q_OBJECT

public:
    enum class Permission { ReadWrite, ReadOnly };

    explicit SecretRow(Permission permission, QWidget* parent = nullptr);

    // Covers it again.
    void setSecret(const QString& secret);
    QString secret() const { return m_secret; }
    bool isUncovered() const;

Q_SIGNALS:
    void uncovered(bool isUncovered);
    void copied();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSecret();
    void retranslate();

    const Permission m_permission;
    QString m_secret;
    QLabel* const m_title;
    QLabel* const m_meaning;
    QLineEdit* const m_edit;
    QPushButton* const m_uncover;
    QPushButton* const m_copy;
    QLabel* const m_done;
};

} // namespace shoal::ui
