// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/rotate_dialog.h"

#include "desktop/models/instance.h"
#include "desktop/ui/note_line.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// Of the sentences that explain it, in letters.
constexpr int kWidth = 64;

} // namespace

RotateDialog::RotateDialog(models::Instance& instance, SecretTool& secrets, const QString& share, QWidget* parent)
    : QDialog(parent), m_instance(instance), m_secrets(secrets), m_share(share), m_meaning(new QLabel),
      m_new(new QRadioButton), m_given(new QRadioButton), m_secret(new QLineEdit), m_verdict(new NoteLine),
      m_mistake(new NoteLine)
{
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_rotate = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_rotate->setAutoDefault(false); // Enter must not change it by accident
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    m_secret->setLayoutDirection(Qt::LeftToRight);
    m_secret->setObjectName(QStringLiteral("given"));
    m_new->setChecked(true);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_meaning);
    column->addSpacing(fontMetrics().height() / 2);
    for (QWidget* const widget : std::initializer_list<QWidget*>{m_new, m_given, m_secret, m_verdict, m_mistake})
        column->addWidget(widget);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_new, &QRadioButton::toggled, this, &RotateDialog::review);
    connect(m_secret, &QLineEdit::textChanged, this, &RotateDialog::review);
    connect(m_given, &QRadioButton::clicked, m_secret, qOverload<>(&QWidget::setFocus));
    connect(buttons, &QDialogButtonBox::accepted, this, &RotateDialog::rotate);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

void RotateDialog::review()
{
    m_secret->setEnabled(m_given->isChecked());
    m_mistake->clear();
    const QString text = m_secret->text().trimmed();
    bool isRight = m_new->isChecked();
    if (isRight || text.isEmpty()) {
        m_verdict->clear();
    } else {
        QString mistake;
        const auto kind = m_secrets.inspect(text, mistake);
        isRight = kind.has_value();
        m_verdict->say(kind ? NoteLine::Kind::Good : NoteLine::Kind::Error,
                       !kind            ? mistake
                       : kind->canWrite ? tr("A read-write secret.")
                                        : tr("A read-only secret: this device may not change anything any more."));
    }
    m_rotate->setEnabled(isRight && !m_isBusy);
}

void RotateDialog::rotate()
{
    QJsonObject parameters{{QStringLiteral("share"), m_share}};
    if (QString mistake; m_given->isChecked()) {
        const auto kind = m_secrets.inspect(m_secret->text().trimmed(), mistake);
        if (!kind)
            return;
        parameters.insert(QStringLiteral("secret"), kind->secret);
    }
    m_isBusy = true;
    review();
    m_instance.call(QStringLiteral("rotate"), parameters, this, [this](const Result<QJsonObject>& answer) {
        m_isBusy = false;
        review();
        if (!answer) {
            m_mistake->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
            return;
        }
        Q_EMIT rotated(*answer);
        accept();
    });
}

void RotateDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RotateDialog::retranslate()
{
    setWindowTitle(tr("Change the Secret"));
    m_meaning->setText(
        tr("The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the "
           "new secret, too. Files stay where they are, here and on the other devices, and what people have received "
           "so far they keep. This cannot be undone."));
    m_new->setText(tr("&Make a new secret"));
    m_given->setText(tr("&Take over the new secret of another device:"));
    m_secret->setAccessibleName(tr("Secret of the other device"));
    m_rotate->setText(tr("&Change the Secret"));
    review();
}

} // namespace shoal::ui
